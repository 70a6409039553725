package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountCreated;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.NewAccount;
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
  void administratorsWhoDemoteEachOtherLeaveOne() throws Exception {
    for (int i = 0; i < 10; i++) {
      database.transact(
          e -> e.createQuery("update Account a set a.administrator = false").executeUpdate());
      String one = "one" + i + "@" + domain;
      String other = "other" + i + "@" + domain;
      here.account(one, PASSWORD, true);
      here.account(other, PASSWORD, true);
      AccountChange demoted = change(Optional.empty(), Optional.of(false));
      AccountChange disabled = change(Optional.of(true), Optional.empty());
      List<Result<AccountInfo>> results =
          together(
              List.of(
                  a -> a.change(address(one), demoted),
                  i % 2 == 0
                      ? a -> a.delete(address(other))
                      : a -> a.change(address(other), disabled)));
      assertThat(results).filteredOn(r -> r.outcome().isPresent()).hasSize(1);
      assertThat(results).filteredOn(r -> r.refusal().isPresent()).hasSize(1);
    }
  }

  @Test
  void changesAtTheSameMomentAllSucceedOrHearWhyNot() throws Exception {
    for (int i = 0; i < 5; i++) {
      String ann = "ann" + i + "@" + domain;
      here.account(ann, PASSWORD, false);
      List<Function<Accounts, Result<AccountInfo>>> additions = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        AccountChange added = adding("ann" + i + "-" + k + "@" + domain);
        additions.add(a -> a.change(address(ann), added));
      }
      assertThat(together(additions)).allMatch(r -> r.outcome().isPresent());
      assertThat(here.accounts(a -> a.find(address(ann))).orElseThrow().addresses()).hasSize(5);
      AccountChange changed = change(Optional.of(true), Optional.empty());
      List<Result<AccountInfo>> ends =
          together(
              List.of(
                  a -> a.delete(address(ann)),
                  a -> a.change(address(ann), changed),
                  a -> a.delete(address(ann)),
                  a -> a.change(address(ann), changed)));
      assertThat(ends).allMatch(r -> r.refusal().map(o -> o.kind() == Kind.UNKNOWN).orElse(true));
      assertThat(find(ann)).isEmpty();
    }
  }

  @Test
  void deletionThatFailsIsEndedLater() {
    AccountInfo ann = here.account("ann@" + domain, PASSWORD, true);
    here.failDeletions(true);
    assertThat(here.concurrently().delete(address("ann@" + domain)).outcome()).isPresent();
    assertThat(find("ann@" + domain)).as("nobody reaches it").isEmpty();
    AccountInfo next = here.account("ann@" + domain, PASSWORD, false);
    assertThat(next.id()).isNotEqualTo(ann.id());
    here.failDeletions(false);
    here.concurrently().endDeletions();
    assertThat(here.deleted.fired()).last().isEqualTo(new AccountDeleted(ann.id()));
    assertThat(row(ann.id())).isZero();
    assertThat(row(next.id())).isEqualTo(1);
  }

  private long row(long id) {
    return database.inTransaction(
        e ->
            e.createQuery("select count(a) from Account a where a.id = :id", Long.class)
                .setParameter("id", id)
                .getSingleResult());
  }

  @Test
  void manyAccountsAreCreatedEachByItself() {
    List<Result<AccountInfo>> results =
        here.concurrently()
            .create(
                List.of(
                    new NewAccount(address("x-a@" + domain), PASSWORD, false),
                    new NewAccount(address("x-A@" + domain), PASSWORD, false),
                    new NewAccount(address("x-b@" + domain), "short", false),
                    new NewAccount(address("x-c@" + domain), PASSWORD, false)));
    assertThat(results.get(0).outcome()).isPresent();
    assertThat(refusal(results.get(1))).isEqualTo(Kind.CONFLICT);
    assertThat(refusal(results.get(2))).isEqualTo(Kind.INVALID);
    assertThat(results.get(3).outcome()).isPresent();
  }

  private List<Result<AccountInfo>> together(List<Function<Accounts, Result<AccountInfo>>> calls)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      CyclicBarrier start = new CyclicBarrier(calls.size());
      List<Callable<Result<AccountInfo>>> tasks = new ArrayList<>();
      for (Function<Accounts, Result<AccountInfo>> call : calls) {
        tasks.add(
            () -> {
              start.await();
              return call.apply(here.concurrently());
            });
      }
      List<Result<AccountInfo>> results = new ArrayList<>();
      for (Future<Result<AccountInfo>> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static AccountChange change(Optional<Boolean> disabled, Optional<Boolean> administrator) {
    return new AccountChange(Optional.empty(), disabled, administrator, List.of(), List.of());
  }

  private static AccountChange adding(String address) {
    return new AccountChange(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(address(address)), List.of());
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
