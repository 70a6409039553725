package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.kernel.Address;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Two servers on one database: what one changes counts on the other as soon as it has heard. */
@OnBothDatabases
class ChangedElsewhereTest {
  private static int names;

  private final TestAccounts one;
  private final TestAccounts other;
  private final Address ann = address("ann" + names++ + "@elsewhere.test");
  private final List<String> doubts = new ArrayList<>();
  private long id;

  ChangedElsewhereTest(TestDatabase database) {
    one = new TestAccounts(database);
    other = new TestAccounts(database);
  }

  @BeforeEach
  void bothKnowTheAccount() {
    one.domain("elsewhere.test");
    id = one.account(ann.toString(), "old password", false).id();
    assertThat(granted(one, "old password")).isTrue();
    assertThat(granted(other, "old password")).isTrue();
    other.login(a -> watch(a, id));
    one.wiring.told.clear();
  }

  private boolean watch(Authentication authentication, long account) {
    authentication.watch(account, () -> doubts.add("doubt"));
    return true;
  }

  @Test
  void theOldPasswordIsRefusedAndTheNewOneTaken() {
    change(AccountChange.ofPassword("new password"));
    other.wiring.hear(one.wiring);
    assertThat(granted(other, "old password")).isFalse();
    assertThat(granted(other, "new password")).isTrue();
    assertThat(one.wiring.told).hasSize(1);
  }

  @Test
  void sessionsOfTheAccountLookAtOnce() {
    Optional<String> before = standing();
    change(AccountChange.ofPassword("new password"));
    assertThat(standing()).as("not heard yet").isEqualTo(before);
    other.wiring.hear(one.wiring);
    assertThat(doubts).hasSize(1);
    assertThat(standing()).isPresent().isNotEqualTo(before);
  }

  @Test
  void sessionsOfOthersHearNothing() throws Exception {
    one.account("bob" + ann, "password", false);
    one.wiring.feedTime += TimeUnit.MILLISECONDS.toNanos(260);
    one.wiring.later.removeFirst().run();
    assertThat(one.wiring.told).hasSize(1);
    other.wiring.hear(one.wiring);
    assertThat(doubts).isEmpty();
  }

  @Test
  void aDeletedAccountIsUnknown() {
    assertThat(one.concurrently().delete(ann).outcome()).isPresent();
    other.wiring.hear(one.wiring);
    Optional<AccountRef> found = other.directory(d -> d.find(ann));
    assertThat(found).isEmpty();
    assertThat(standing()).isEmpty();
  }

  @Test
  void domainsAreTold() {
    String domain = "d" + ann.localPart() + ".test";
    assertThat(owns(domain)).isFalse();
    one.domain(domain);
    other.wiring.hear(one.wiring);
    assertThat(owns(domain)).isTrue();
  }

  @Test
  void accountsCreatedInARowAreToldAsOne() {
    for (int i = 0; i < 20; i++) {
      one.account("new" + i + ann, "password", false);
    }
    assertThat(one.wiring.later).hasSize(1);
    one.wiring.later.removeFirst().run();
    assertThat(one.wiring.told).as("there may be more").isEmpty();
    one.wiring.feedTime += TimeUnit.MILLISECONDS.toNanos(260);
    one.wiring.later.removeFirst().run();
    assertThat(one.wiring.told).hasSize(1);
    assertThat(one.wiring.later).isEmpty();
  }

  @Test
  void kindsOfNewerBuildsAreIgnored() {
    one.wiring.told.add(new ChangedElsewhere("SOMETHING NEW", 5, "text"));
    other.wiring.hear(one.wiring);
    assertThat(granted(other, "old password")).isTrue();
  }

  private void change(AccountChange wanted) {
    assertThat(one.concurrently().change(ann, wanted).outcome()).isPresent();
  }

  private boolean owns(String domain) {
    return other.directory(d -> d.ownsDomain(domain));
  }

  private Optional<String> standing() {
    return other.login(a -> a.standing(new Login(id, ann.toString(), false), Optional.empty()));
  }

  private boolean granted(TestAccounts server, String password) {
    return server.login(
        a ->
            a.verify(ann.toString(), password, "PLAIN", "192.0.2.1").join()
                instanceof Admission.Granted);
  }
}
