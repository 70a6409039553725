package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.control.AccountSettings;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.testdb.TestDatabase;

class FirstAccountsTest {
  @TempDir Path data;

  private final TestDatabase database = TestDatabase.open(TestDatabase.Product.HSQLDB);
  private final TestAccounts here = new TestAccounts(database);
  private final FirstAccounts first = new FirstAccounts();

  @BeforeEach
  void wire() {
    first.accounts = here.accounts();
    first.domains = here.wiring.domains;
    first.samples = new SampleAccounts();
    first.spelling = here.wiring.spelling;
    first.dataDirectory = data.toString();
    first.samples.accounts = here.accounts();
    first.samples.rows = here.wiring.rows;
    first.samples.passwords = here.wiring.passwords;
    first.samples.domains = here.wiring.domains;
    first.samples.dataDirectory = data.toString();
    first.settings = new AccountSettings(true, Optional.empty());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void start() {
    database.transact(entities -> first.create());
  }

  private AccountInfo account(String address) {
    return here.accounts(a -> a.find(address(address))).orElseThrow();
  }

  @Test
  void sampleAccountsThatWereHalfMadeAreCompleted() {
    here.domain("posthorn.test");
    here.account("user1@posthorn.test", "posthorn", false);
    start();
    assertThat(account("user3@posthorn.test").administrator()).isFalse();
    assertThat(account("admin@posthorn.test").administrator()).isTrue();
    assertThat(here.<Long>accounts(Accounts::count)).isEqualTo(4);
  }

  @Test
  void sampleAccountsThatWereDeletedStayAway() {
    start();
    here.accounts(a -> a.delete(address("user2@posthorn.test")));
    start();
    assertThat(here.<Long>accounts(Accounts::count)).isEqualTo(3);
  }

  @Test
  void whoeverWordWasLeftForBecomesAdministratorOnce() throws Exception {
    here.domain("posthorn.test");
    here.account("user1@posthorn.test", "posthorn", false);
    here.accounts(a -> a.change(address("user1@posthorn.test"), disabled()));
    Path word = Files.writeString(data.resolve("administrator"), "user1@posthorn.test\nnew word\n");
    first.settings = new AccountSettings(false, Optional.empty());
    start();
    assertThat(account("user1@posthorn.test").administrator()).isTrue();
    assertThat(account("user1@posthorn.test").disabled()).isFalse();
    assertThat(word).doesNotExist();
  }

  @Test
  void somebodyNewBecomesAdministratorToo() throws Exception {
    first.settings = new AccountSettings(false, Optional.empty());
    Files.writeString(data.resolve("administrator"), "boss@new.test\nnew word\n");
    start();
    assertThat(account("boss@new.test").administrator()).isTrue();
  }

  @Test
  void wordThatCannotBeObeyedStays() throws Exception {
    Path word = Files.writeString(data.resolve("administrator"), "boss@new.test\nshort\n");
    start();
    assertThat(word).exists();
    Files.writeString(word, "nobody\n");
    start();
    assertThat(word).exists();
  }

  @Test
  void aServerForOthersDoesNotStartWithThePasswordOfSampleMode() throws Exception {
    start();
    first.settings = new AccountSettings(false, Optional.empty());
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("user1@posthorn.test")
        .hasMessageContaining("posthorn.jar remove-samples");
    Path word = Files.createFile(data.resolve("remove-samples"));
    assertThatThrownBy(this::start).hasMessageContaining("is the only administrator");
    first.settings =
        new AccountSettings(
            false,
            Optional.of(new AccountSettings.First(address("boss@new.test"), "a long password")));
    start();
    assertThat(here.<Long>accounts(Accounts::count)).isEqualTo(1);
    assertThat(word).doesNotExist();
    start();
  }

  @Test
  void theFirstAdministratorIsMadeOnceAndThenTheKeysAreIgnored() {
    AccountSettings.First boss =
        new AccountSettings.First(address("boss@new.test"), "a long password");
    first.settings = new AccountSettings(false, Optional.of(boss));
    start();
    start();
    assertThat(here.<Long>accounts(Accounts::count)).isEqualTo(1);
    assertThat(account("boss@new.test").administrator()).isTrue();
  }

  private static AccountChange disabled() {
    return new AccountChange(
        Optional.empty(), Optional.of(true), Optional.empty(), List.of(), List.of());
  }
}
