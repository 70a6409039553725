package org.posthorn.checks.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.checks.control.TransactionalEvaluationRows;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcRecord;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What came of DMARC is counted for those who want reports. RFC 7489 §7.2. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class EvaluationsTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
  private static final Optional<Address> SENDER = Address.parse("bob@b.test");

  private final TestDatabase database;
  private final Evaluations evaluations;

  EvaluationsTest(TestDatabase database) {
    this.database = database;
    evaluations = started();
  }

  private Evaluations started() {
    Evaluations made = new Evaluations();
    made.rows = new TransactionalEvaluationRows(database);
    made.clock = Clock.fixed(NOON, ZoneOffset.UTC);
    return made;
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> entities.createNativeQuery("delete from dmarc_evaluation").executeUpdate());
  }

  private static CheckResults found(boolean reports, DmarcPolicy sampled, DmarcPolicy done) {
    DmarcRecord record =
        new DmarcRecord(
            DmarcPolicy.REJECT,
            DmarcPolicy.NONE,
            DmarcPolicy.NONE,
            false,
            false,
            100,
            false,
            Optional.empty(),
            reports ? List.of("mailto:r@a.test") : List.of(),
            List.of());
    DmarcVerdict dmarc =
        new DmarcVerdict(
            AuthStatus.FAIL,
            "a.test",
            "a.test",
            Optional.of(record),
            false,
            false,
            DmarcPolicy.REJECT,
            sampled);
    return new CheckResults(
        new Iprev.Result(AuthStatus.NONE, Optional.empty()),
        new SpfVerdict(SpfResult.PASS, "b.test", "", "", Optional.empty()),
        List.of(),
        new ArcResult(AuthStatus.NONE, "", List.of(), List.of(), false),
        dmarc,
        done,
        "");
  }

  private static Evaluation evaluation(String disposition, String reason) {
    return new Evaluation(
        "a.test",
        "p=reject sp=none pct=100",
        "192.0.2.1",
        disposition,
        reason,
        false,
        false,
        "a.test",
        "b.test",
        "",
        "pass:b.test");
  }

  @Test
  void messagesThatWentAlikeAreOneRowWhicheverServerCounts() {
    Evaluations other = started();
    for (Evaluations each : List.of(evaluations, other, evaluations)) {
      each.count("192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.REJECT));
      each.count("192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.NONE));
      each.count("192.0.2.1", SENDER, found(true, DmarcPolicy.QUARANTINE, DmarcPolicy.QUARANTINE));
      each.write();
    }
    evaluations.write(); // nothing is counted twice
    assertThat(evaluations.of(DAY, "a.test"))
        .isEqualTo(
            Map.of(
                evaluation("reject", ""), 3L,
                evaluation("none", "local_policy"), 3L,
                evaluation("quarantine", "sampled_out"), 3L));
    assertThat(evaluations.of(DAY, "b.test")).isEmpty();
  }

  @Test
  void whoWantsNoReportsIsNotCounted() {
    evaluations.count("192.0.2.1", SENDER, found(false, DmarcPolicy.REJECT, DmarcPolicy.REJECT));
    evaluations.write();
    assertThat(evaluations.of(DAY, "a.test")).isEmpty();
  }

  @Test
  void theOldIsForgotten() {
    evaluations.count("192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.REJECT));
    evaluations.write();
    evaluations.forget();
    assertThat(evaluations.of(DAY, "a.test")).hasSize(1);
    evaluations.clock = Clock.fixed(NOON.plus(Duration.ofDays(11)), ZoneOffset.UTC);
    evaluations.forget();
    assertThat(evaluations.of(DAY, "a.test")).isEmpty();
  }
}
