package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection.Kind;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class AccountsTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();
  private static final String PASSWORD = "correct horse";

  private final TestDatabase database;
  private final TestAccounts here;
  private final String domain = "d" + DOMAINS.incrementAndGet() + ".test";

  AccountsTest(TestDatabase database) {
    this.database = database;
    here = new TestAccounts(database);
  }

  @BeforeEach
  void createDomain() {
    here.domain(domain);
  }

  @Test
  void createdAccountIsFoundAsItWas() {
    AccountInfo created = here.account("Ann@" + domain, PASSWORD, true);
    assertThat(here.created.fired()).containsExactly(new AccountCreated(created.id()));
    AccountInfo found = here.accounts(a -> a.find(address("aNN@" + domain))).orElseThrow();
    assertThat(found).isEqualTo(created);
    assertThat(found.address()).hasToString("Ann@" + domain);
    assertThat(found.administrator()).isTrue();
    assertThat(found.disabled()).isFalse();
  }

  @Test
  void addressInUseIsRefusedInAnyCase() {
    here.account("ann@" + domain, PASSWORD, false);
    assertThat(refusal(create("ANN@" + domain, PASSWORD))).isEqualTo(Kind.CONFLICT);
  }

  @Test
  void addressOfAnotherDomainIsRefused() {
    Result<AccountInfo> result = create("ann@elsewhere.test", PASSWORD);
    assertThat(refusal(result)).isEqualTo(Kind.INVALID);
    assertThat(result.refusal().orElseThrow().field()).isEqualTo("address");
  }

  @Test
  void unfitPasswordIsRefused() {
    for (String password : List.of("", "7 chars", "x".repeat(257), "with\u0007bell")) {
      Result<AccountInfo> result = create("bob@" + domain, password);
      assertThat(refusal(result)).isEqualTo(Kind.INVALID);
      assertThat(result.refusal().orElseThrow().field()).isEqualTo("password");
    }
    assertThat(here.created.fired()).isEmpty();
  }

  @Test
  void addressesComeAndGo() {
    here.account("ann@" + domain, PASSWORD, false);
    assertThat(change("ann@", List.of("x@", "y@"), List.of()).outcome()).isPresent();
    assertThat(refusal(change("ann@", List.of("Y@"), List.of()))).isEqualTo(Kind.CONFLICT);
    assertThat(refusal(change("ann@", List.of("q@", "Q@"), List.of()))).isEqualTo(Kind.CONFLICT);
    assertThat(refusal(change("ann@", List.of(), List.of("ann@")))).isEqualTo(Kind.CONFLICT);
    assertThat(refusal(change("ann@", List.of(), List.of("z@")))).isEqualTo(Kind.INVALID);
    assertThat(change("y@", List.of("z@"), List.of("X@")).outcome()).isPresent();
    AccountInfo ann = here.accounts(a -> a.find(address("z@" + domain))).orElseThrow();
    assertThat(ann.addresses())
        .containsExactly(address("ann@" + domain), address("y@" + domain), address("z@" + domain));
    assertThat(find("x@" + domain)).isEmpty();
  }

  @Test
  void pagesFollowEachOtherInOrder() {
    for (String user : List.of("c", "a", "e", "b", "d")) {
      here.account(user + "@" + domain, PASSWORD, false);
      change(user + "@", List.of("also-" + user + "@"), List.of());
    }
    List<AccountInfo> first = here.accounts(a -> a.list("", 1000));
    assertThat(first).filteredOn(a -> a.address().domain().equals(domain)).hasSize(5);
    List<AccountInfo> second = here.accounts(a -> a.list("b@" + domain, 2));
    assertThat(second.get(0).addresses())
        .containsExactly(address("c@" + domain), address("also-c@" + domain));
    assertThat(second).hasSize(2);
    assertThat(here.accounts(Accounts::count)).isEqualTo(first.size());
  }

  @Test
  void deletedAccountFreesItsAddresses() {
    AccountInfo ann = here.account("ann@" + domain, PASSWORD, false);
    change("ann@", List.of("x@"), List.of());
    assertThat(here.accounts(a -> a.delete(address("x@" + domain))).outcome()).isPresent();
    assertThat(here.deleted.fired()).containsExactly(new AccountDeleted(ann.id()));
    assertThat(find("ann@" + domain)).isEmpty();
    assertThat(here.account("x@" + domain, PASSWORD, false).id()).isNotEqualTo(ann.id());
    assertThat(refusal(here.accounts(a -> a.delete(address("no@" + domain)))))
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void lastAdministratorStays() {
    database.transact( // those of the other tests
        e -> e.createQuery("update Account a set a.administrator = false").executeUpdate());
    here.account("root@" + domain, PASSWORD, true);
    assertThat(refusal(here.accounts(a -> a.delete(address("root@" + domain)))))
        .isEqualTo(Kind.CONFLICT);
    assertThat(refusal(change("root@", Optional.of(true), Optional.empty())))
        .isEqualTo(Kind.CONFLICT);
    assertThat(refusal(change("root@", Optional.empty(), Optional.of(false))))
        .isEqualTo(Kind.CONFLICT);
    here.account("root2@" + domain, PASSWORD, true);
    assertThat(change("root@", Optional.of(true), Optional.empty()).outcome()).isPresent();
  }

  @Test
  void domainInUseCannotGo() {
    here.account("ann@" + domain, PASSWORD, false);
    assertThat(refusal(deleteDomain())).isEqualTo(Kind.CONFLICT);
    assertThat(find("ann@" + domain)).isPresent();
    here.accounts(a -> a.delete(address("ann@" + domain)));
    assertThat(deleteDomain().outcome()).isPresent();
    boolean owned = here.directory(d -> d.ownsDomain(domain));
    assertThat(owned).isFalse();
  }

  private Result<DomainInfo> deleteDomain() {
    return database.inTransaction(e -> here.wiring.domains.delete(domain));
  }

  private Optional<AccountInfo> find(String address) {
    return here.accounts(a -> a.find(address(address)));
  }

  private Result<AccountInfo> create(String address, String password) {
    return here.accounts(a -> a.create(new NewAccount(address(address), password, false)));
  }

  private Result<AccountInfo> change(String who, List<String> added, List<String> removed) {
    AccountChange change =
        new AccountChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            added.stream().map(a -> address(a + domain)).toList(),
            removed.stream().map(a -> address(a + domain)).toList());
    return here.accounts(a -> a.change(address(who + domain), change));
  }

  private Result<AccountInfo> change(
      String who, Optional<Boolean> disabled, Optional<Boolean> administrator) {
    AccountChange change =
        new AccountChange(Optional.empty(), disabled, administrator, List.of(), List.of());
    return here.accounts(a -> a.change(address(who + domain), change));
  }

  private static Kind refusal(Result<?> result) {
    return result.refusal().orElseThrow(() -> new AssertionError(result)).kind();
  }
}
