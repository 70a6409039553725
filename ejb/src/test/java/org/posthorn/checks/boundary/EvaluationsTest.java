package org.posthorn.checks.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
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
import org.posthorn.checks.control.EvaluationRows;
import org.posthorn.checks.control.TransactionalEvaluationRows;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.checks.value.DueReport;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.checks.value.MessageCount;
import org.posthorn.checks.value.ReportPeriod;
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
  private static final ReportPeriod DAY = new ReportPeriod(LocalDate.of(2026, 11, 29), 0, 24);
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
        entities -> {
          entities.createNativeQuery("delete from dmarc_evaluation").executeUpdate();
          entities.createNativeQuery("delete from dmarc_report").executeUpdate();
        });
  }

  private static CheckResults found(boolean reports, DmarcPolicy sampled, DmarcPolicy done) {
    return found("a.test", 24, reports, sampled, done);
  }

  private static CheckResults found(
      String domain, int hours, boolean reports, DmarcPolicy sampled, DmarcPolicy done) {
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
            List.of(),
            hours);
    DmarcVerdict dmarc =
        new DmarcVerdict(
            AuthStatus.FAIL,
            domain,
            domain,
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
      each.count("192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.REJECT), "");
      each.count("192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.NONE), "");
      each.count(
          "192.0.2.1", SENDER, found(true, DmarcPolicy.QUARANTINE, DmarcPolicy.QUARANTINE), "");
      each.write();
    }
    evaluations.write(); // nothing is counted twice
    assertThat(evaluations.of(DAY, "a.test"))
        .isEqualTo(
            Map.of(
                evaluation("reject", ""), 3L,
                evaluation("none", "local_policy"), 3L,
                evaluation("quarantine", "other:sampled_out"), 3L));
    assertThat(evaluations.of(DAY, "b.test")).isEmpty();
  }

  @Test
  void whoWantsNoReportsIsNotCounted() {
    evaluations.count(
        "192.0.2.1", SENDER, found(false, DmarcPolicy.REJECT, DmarcPolicy.REJECT), "");
    evaluations.write();
    assertThat(evaluations.of(DAY, "a.test")).isEmpty();
  }

  private void comesFrom(String client, String sender) {
    evaluations.count(
        client, Address.parse(sender), found(true, DmarcPolicy.REJECT, DmarcPolicy.REJECT), "");
  }

  private List<String> kept() {
    return evaluations.of(DAY, "a.test").entrySet().stream()
        .map(each -> each.getKey().source() + " " + each.getKey().sender() + " " + each.getValue())
        .sorted()
        .toList();
  }

  @Test
  void whatStrangersChooseForEachMessageMakesNoRowForEach() {
    evaluations.mostKinds = 2;
    for (int i = 0; i < 6; i++) {
      comesFrom("192.0.2.1", "x@b" + i + ".test");
    }
    evaluations.write();
    List<String> first = List.of("192.0.2.1  4", "192.0.2.1 b0.test 1", "192.0.2.1 b1.test 1");
    assertThat(kept()).isEqualTo(first);
    comesFrom("192.0.2.1", "x@b0.test");
    comesFrom("192.0.2.1", "x@c.test");
    evaluations.write(); // the rows of the day count, not only what waits
    for (int i = 2; i < 9; i++) {
      comesFrom("192.0.2." + i, "x@b.test");
    }
    evaluations.write();
    assertThat(kept())
        .hasSize(4)
        .contains("192.0.2.1  5", "192.0.2.1 b0.test 2", "192.0.2.1 b1.test 1");
  }

  @Test
  void whatCannotBeWrittenWaitsWithinBounds() {
    EvaluationRows working = evaluations.rows;
    evaluations.mostKinds = 2;
    evaluations.rows =
        new EvaluationRows() {
          @Override
          public boolean add(
              ReportPeriod period, Evaluation one, MessageCount messages, boolean newRow) {
            comesFrom("192.0.2.1", "x@later.test");
            comesFrom("192.0.2.1", "x@latest.test");
            throw new IllegalStateException(new SQLException("refused", "08001"));
          }
        };
    comesFrom("192.0.2.1", "x@first.test");
    comesFrom("192.0.2.1", "x@second.test");
    assertThatThrownBy(evaluations::write).isInstanceOf(IllegalStateException.class);
    evaluations.rows = working;
    evaluations.write();
    assertThat(kept())
        .containsExactly("192.0.2.1  2", "192.0.2.1 later.test 2", "192.0.2.1 latest.test 2");
  }

  private static CheckResults taken(String domain, int hours) {
    return found(domain, hours, true, DmarcPolicy.NONE, DmarcPolicy.NONE);
  }

  private List<DueReport> due(Duration later) {
    return evaluations.due(NOON.plus(later), Optional.empty());
  }

  private void comesFor(String domain, int hours) {
    evaluations.count("192.0.2.1", SENDER, taken(domain, hours), "");
  }

  @Test
  void reportsAreDueWhenTheirPeriodIsOverUntilTheyAreDone() {
    comesFor("day.test", 24);
    comesFor("www.hours.test", 4);
    evaluations.write();
    ReportPeriod four = new ReportPeriod(DAY.day(), 12, 4);
    DueReport hours = new DueReport(four, "www.hours.test", "hours.test");
    DueReport day = new DueReport(DAY, "day.test", "day.test");
    assertThat(due(Duration.ofHours(4).minusSeconds(1))).isEmpty();
    assertThat(due(Duration.ofHours(4))).containsExactly(hours);
    assertThat(evaluations.of(four, "www.hours.test").values()).containsExactly(1L);
    assertThat(evaluations.of(DAY, "www.hours.test")).isEmpty();
    evaluations.reported(hours, 1);
    evaluations.reported(hours, 2); // again, after a crash
    assertThat(evaluations.sent(DAY.day(), "hours.test")).isEqualTo(2);
    assertThat(due(Duration.ofHours(12))).containsExactly(day);
  }

  @Test
  void whatWasRefusedOrHasNoSenderMakesNoReportByItself() {
    CheckResults refused = found("a.test", 24, true, DmarcPolicy.REJECT, DmarcPolicy.REJECT);
    evaluations.count("192.0.2.1", SENDER, refused, "");
    evaluations.count("192.0.2.1", Optional.empty(), taken("a.test", 24), ""); // a report, perhaps
    evaluations.write();
    assertThat(due(Duration.ofDays(1))).isEmpty();
    evaluations.count("192.0.2.1", SENDER, taken("a.test", 24), "");
    evaluations.write();
    assertThat(due(Duration.ofDays(1))).hasSize(1);
    assertThat(evaluations.of(DAY, "a.test").values()).as("all is told").hasSize(3);
  }

  @Test
  void reportsMayBeTakenUpBehindAnyOfThem() {
    comesFor("b.test", 24);
    comesFor("a.test", 24);
    comesFor("c.test", 1);
    comesFor("a.test", 12);
    evaluations.write();
    List<DueReport> all = due(Duration.ofHours(12));
    assertThat(all)
        .extracting(each -> each.domain() + " " + each.period().hours())
        .containsExactly("a.test 24", "b.test 24", "a.test 12", "c.test 1");
    for (int i = 0; i < all.size(); i++) {
      assertThat(evaluations.due(NOON.plus(Duration.ofHours(12)), Optional.of(all.get(i))))
          .isEqualTo(all.subList(i + 1, all.size()));
    }
  }

  @Test
  void howManyWereSentIsKnown() {
    evaluations.reported(new DueReport(DAY, "a.test", "a.test"), 3);
    evaluations.reported(new DueReport(DAY, "b.test", "b.test"), 4);
    assertThat(evaluations.sent(DAY.day())).isEqualTo(7);
    assertThat(evaluations.sent(DAY.day(), "a.test")).isEqualTo(3);
    assertThat(evaluations.sent(DAY.day().plusDays(1))).isZero();
  }

  @Test
  void aStrangersManySubdomainsLeaveRoomForOthers() {
    evaluations.mostKinds = 2;
    for (int i = 0; i < 50; i++) {
      comesFor("x" + i + ".evil.test", 24);
      evaluations.write();
    }
    comesFor("good.test", 24);
    evaluations.write();
    assertThat(due(Duration.ofDays(1)))
        .extracting(DueReport::organization)
        .containsExactly("good.test", "evil.test", "evil.test", "evil.test", "evil.test");
  }

  @Test
  void whyAPolicyWasNotFollowedIsTold() { // RFC 9990 §3.1.6
    evaluations.count(
        "192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.REJECT), "mailing_list");
    evaluations.write();
    assertThat(evaluations.of(DAY, "a.test"))
        .isEqualTo(Map.of(evaluation("none", "mailing_list"), 1L));
  }

  @Test
  void theOldIsForgotten() {
    evaluations.count("192.0.2.1", SENDER, found(true, DmarcPolicy.REJECT, DmarcPolicy.REJECT), "");
    evaluations.write();
    evaluations.forget();
    assertThat(evaluations.of(DAY, "a.test")).hasSize(1);
    evaluations.clock = Clock.fixed(NOON.plus(Duration.ofDays(11)), ZoneOffset.UTC);
    evaluations.reported(new DueReport(DAY, "a.test", "a.test"), 1);
    evaluations.forget();
    assertThat(evaluations.of(DAY, "a.test")).isEmpty();
    assertThat(evaluations.sent(DAY.day(), "a.test")).isZero();
  }
}
