package org.posthorn.transports.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.signing.boundary.SigningBench;
import org.posthorn.signing.control.SigningWiring;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transports.control.TransportsWiring;
import org.posthorn.transports.value.OnDemandDomainInfo;

/** Domains whose mail waits until the host of an account fetches it. */
@OnBothDatabases
class OnDemandDomainsTest {
  private final TestDatabase database;
  private final OnDemandDomains domains = new OnDemandDomains();
  private SigningWiring signing;

  @SuppressWarnings("NullAway.Init") // prepare() does
  OnDemandDomainsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // this is the container here
  void prepare(@TempDir Path data) {
    database.transact(
        entities -> {
          entities.createQuery("delete from OnDemandDomain d").executeUpdate();
          entities.createQuery("delete from RelayRoute r").executeUpdate();
          entities.createNativeQuery("delete from mail_domain").executeUpdate();
        });
    signing = new SigningWiring(database, data, Clock.systemUTC());
    TransportsWiring wiring =
        new TransportsWiring(database, signing, SigningBench.secrets(signing));
    domains.rows = wiring.rows;
    domains.memory = wiring.memory;
    domains.domains = signing.domains;
    domains.transactions = signing.transactions;
    domains.contested = signing.contested;
    domains.changes = wiring.changes;
  }

  private static Optional<Objection.Kind> kind(Result<OnDemandDomainInfo> result) {
    return result.refusal().map(Objection::kind);
  }

  @Test
  void whatIsGivenCountsAtOnceInItsUnicodeForm() {
    long account = TestAccounts.add(database);
    assertThat(domains.has("bücher.test")).isFalse();
    assertThat(domains.give("XN--Bcher-kva.Test", account).refusal()).isEmpty();
    assertThat(domains.give("a.test", account).refusal()).isEmpty();
    assertThat(domains.has("bücher.test")).isTrue();
    assertThat(domains.of(account)).containsExactlyInAnyOrder("bücher.test", "a.test");
    assertThat(domains.of(account + 1)).isEmpty();
    assertThat(domains.list()).extracting(OnDemandDomainInfo::name).contains("a.test");
    assertThat(domains.takeBack("xn--bcher-kva.test").refusal()).isEmpty();
    assertThat(domains.has("bücher.test")).isFalse();
    assertThat(kind(domains.takeBack("xn--bcher-kva.test"))).contains(Objection.Kind.UNKNOWN);
  }

  @Test
  void aDomainOfOursOrOfAnotherIsNotGiven() {
    long account = TestAccounts.add(database);
    database.inTransaction(any -> signing.domains.create("ours.test", ""));
    assertThat(kind(domains.give("ours.test", account))).contains(Objection.Kind.CONFLICT);
    domains.give("a.test", account);
    long other = TestAccounts.add(database);
    assertThat(kind(domains.give("A.test", other))).contains(Objection.Kind.CONFLICT);
    assertThat(kind(domains.give("no domain", other))).contains(Objection.Kind.INVALID);
    assertThat(kind(domains.give("[192.0.2.1]", other))).contains(Objection.Kind.INVALID);
  }

  @Test
  void theyGoWithTheirAccount() {
    long account = TestAccounts.add(database);
    domains.give("a.test", account);
    database.transact(
        entities ->
            entities
                .createNativeQuery("delete from account where id = " + account)
                .executeUpdate());
    assertThat(domains.list()).isEmpty();
  }

  @Test
  void oneAccountHasNotAnyNumber() {
    long account = TestAccounts.add(database);
    database.transact(
        entities -> {
          for (int i = 0; i < OnDemandDomains.MAX_OF_ACCOUNT; i++) {
            entities
                .createNativeQuery(
                    "insert into on_demand_domain (name, account_id, created_at) values ('d"
                        + (i + ".test', " + account + ", 0)"))
                .executeUpdate();
          }
        });
    assertThat(kind(domains.give("a.test", account))).contains(Objection.Kind.CONFLICT);
  }
}
