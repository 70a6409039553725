package org.posthorn.tlspolicy.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.mtasts.CachedPolicy;
import org.posthorn.mailauth.mtasts.StsMode;
import org.posthorn.mailauth.mtasts.StsPolicy;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.mailauth.tlsrpt.PolicyResult;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.tlspolicy.control.TransactionalResultRows;

/** Policies, results and offers outlast the process. */
@OnBothDatabases
class TlsRowsTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
  private static final AppliedPolicy STS =
      new AppliedPolicy(
          AppliedPolicy.Type.STS, "a.test", List.of("version: STSv1"), List.of("mx.a.test"));
  private static final TlsSession GOOD =
      new TlsSession(STS, Optional.empty(), "192.0.2.1", "mx.a.test", "192.0.2.9");
  private static final TlsSession EXPIRED =
      new TlsSession(
          STS,
          Optional.of(new TlsFailure(TlsResultType.CERTIFICATE_EXPIRED, "expired")),
          "192.0.2.1",
          "mx.a.test",
          "192.0.2.9");

  private final TestDatabase database;
  private final TlsResults results;
  private final PolicyRows policies = new PolicyRows();

  TlsRowsTest(TestDatabase database) {
    this.database = database;
    results = started();
    policies.entities = database.entityManager();
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> {
          for (String each : List.of("StoredPolicy", "DomainOffer", "TlsResult")) {
            entities.createQuery("delete from " + each + " r").executeUpdate();
          }
        });
  }

  private TlsResults started() {
    TlsResults made = new TlsResults();
    made.rows = new TransactionalResultRows(database);
    made.clock = Clock.fixed(NOON, ZoneOffset.UTC);
    return made;
  }

  @Test
  void sessionsThatWentAlikeAreOneRowWhicheverServerCounts() {
    TlsResults other = started();
    for (TlsResults each : List.of(results, other, results)) {
      each.count(GOOD);
      each.count(EXPIRED);
      each.write();
    }
    results.write(); // nothing is counted twice
    assertThat(results.of(DAY))
        .isEqualTo(
            java.util.Map.of(
                "a.test",
                List.of(
                    new PolicyResult(
                        STS,
                        3,
                        List.of(
                            new PolicyResult.FailureDetail(
                                EXPIRED.failure().orElseThrow(),
                                "192.0.2.1",
                                "mx.a.test",
                                "192.0.2.9",
                                3))))));
    assertThat(results.of(DAY.minusDays(1))).isEmpty();
  }

  @Test
  void resultsAreForgottenAfterTenDays() {
    results.count(GOOD);
    results.write();
    results.forget();
    assertThat(results.of(DAY)).hasSize(1);
    results.clock = Clock.fixed(NOON.plus(Duration.ofDays(11)), ZoneOffset.UTC);
    results.forget();
    assertThat(results.of(DAY)).isEmpty();
  }

  @Test
  void whatADomainOffersIsTheLastThatWasSeen() {
    assertThat(results.offer("a.test")).isEmpty();
    results.seen("a.test", new TlsOffer(true, false));
    results.write();
    assertThat(started().offer("a.test")).contains(new TlsOffer(true, false));
    results.seen("a.test", new TlsOffer(true, true));
    results.write();
    assertThat(started().offer("a.test")).contains(new TlsOffer(true, true));
  }

  @Test
  void policiesAreKeptWithAllTheySay() {
    StsPolicy policy =
        new StsPolicy(StsMode.ENFORCE, List.of("mx.a.test", "*.b.test"), Duration.ofDays(7));
    CachedPolicy first = new CachedPolicy("a.test", "1", policy, NOON, NOON);
    CachedPolicy second =
        new CachedPolicy(
            "a.test",
            "2",
            new StsPolicy(StsMode.NONE, List.of(), Duration.ofDays(1)),
            NOON.plusSeconds(5),
            NOON);
    database.transact(any -> policies.put(first));
    assertThat(found()).contains(first);
    database.transact(any -> policies.put(second));
    assertThat(found()).contains(second);
    database.transact(any -> policies.used("a.test", NOON.plusSeconds(9)));
    assertThat(found()).map(CachedPolicy::used).contains(NOON.plusSeconds(9));
    List<CachedPolicy> stale =
        database.inTransaction(any -> policies.stale(NOON.plusSeconds(6), NOON, 10));
    assertThat(stale).hasSize(1);
    database.transact(any -> policies.forget(NOON.plus(Duration.ofDays(2))));
    assertThat(found()).isEmpty();
  }

  private Optional<CachedPolicy> found() {
    return database.inTransaction(any -> policies.find("a.test"));
  }
}
