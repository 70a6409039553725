package org.posthorn.dmarcreports.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.posthorn.checks.boundary.Evaluations;
import org.posthorn.checks.value.DueReport;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.checks.value.ReportPeriod;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcRecord;
import org.posthorn.mailauth.dmarc.ReportDestination;
import org.posthorn.mailauth.dmarc.ReportRequest;
import org.posthorn.mailauth.dmarc.ReportRequests.Answer;
import org.posthorn.reporting.boundary.OutgoingReports;

/** Domains that want it hear what came of DMARC. RFC 9990, RFC 7489 §7.2. */
class DmarcReportsTest {
  private static final ReportPeriod DAY = new ReportPeriod(LocalDate.of(2026, 11, 29), 0, 24);

  private final List<DueReport> due = new ArrayList<>();
  private final Map<String, Answer> wanted = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> mails = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private long sentBefore;
  private long sentOnDay;
  private String broken = "";
  private long time;

  private DmarcReports reports(boolean on, String... excluded) {
    DmarcReports reports =
        new DmarcReports() {
          @Override
          Answer wanted(String domain) {
            asked.add(domain);
            time +=
                Duration.ofSeconds(wanted.get(domain) instanceof Answer.Unknown ? 10 : 0).toNanos();
            return wanted.getOrDefault(domain, new Answer.None());
          }
        };
    reports.nanos = () -> time;
    reports.settings = new DmarcReportSettings(on, Set.of(excluded), DmarcDiscovery.TREE_WALK);
    reports.evaluations = new Counted();
    reports.outgoing =
        new OutgoingReports() {
          @Override
          public String reporter() {
            return "mx.posthorn.test";
          }

          @Override
          public void send(String id, Address to, byte[] mail) {
            assertThat(id).hasSizeLessThanOrEqualTo(40);
            sent.add(to.toAscii());
            mails.add(new String(mail, UTF_8));
          }
        };
    at(reports, "2026-11-30T12:00:00Z");
    return reports;
  }

  private static void at(DmarcReports reports, String moment) {
    reports.clock = Clock.fixed(Instant.parse(moment), ZoneOffset.UTC);
  }

  private final class Counted extends Evaluations {
    @Override
    public List<DueReport> due(Instant ended, Optional<DueReport> after) {
      Comparator<DueReport> order =
          Comparator.comparing((DueReport each) -> each.period().begin())
              .thenComparing(DueReport::domain);
      return due.stream()
          .filter(each -> !each.period().end().isAfter(ended))
          .filter(each -> after.isEmpty() || order.compare(each, after.get()) > 0)
          .sorted(order)
          .toList();
    }

    @Override
    public long sent(LocalDate day) {
      return sentOnDay;
    }

    @Override
    public Map<Evaluation, Long> of(ReportPeriod period, String domain) {
      if (domain.equals(broken)) {
        throw broken.startsWith("away")
            ? new IllegalStateException(new SQLException("refused", "08001"))
            : new IllegalStateException("a row that cannot be read");
      }
      return Map.of(
          new Evaluation(
              domain,
              "p=reject",
              "192.0.2.1",
              "none",
              "other:sampled_out",
              false,
              false,
              domain,
              "b.test",
              "fail:" + domain + ":s1 pass:b.test:s2",
              "pass:b.test"),
          7L);
    }

    @Override
    public void reported(DueReport report, int count) {
      done.add(report.domain() + " " + count);
      due.remove(report);
    }

    @Override
    public long sent(LocalDate day, String organization) {
      return organization.equals("many.test") ? sentBefore : 0;
    }
  }

  private void counted(ReportPeriod period, String domain) {
    due.add(new DueReport(period, domain, domain));
  }

  private static ReportDestination to(String address, long most) {
    return new ReportDestination(Address.parse(address).orElseThrow(), most);
  }

  private void wants(String domain, ReportDestination... destinations) {
    DmarcRecord record =
        new DmarcRecord(
            DmarcPolicy.REJECT,
            DmarcPolicy.REJECT,
            DmarcPolicy.REJECT,
            false,
            false,
            100,
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            24);
    wanted.put(domain, new Answer.Wanted(new ReportRequest(record, Arrays.asList(destinations))));
  }

  private static String xml(String mail) throws Exception {
    String body = mail.substring(mail.indexOf(".xml.gz\"") + ".xml.gz\"".length());
    byte[] zipped = Base64.getMimeDecoder().decode(body.substring(0, body.indexOf("\r\n--")));
    return new String(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes(), UTF_8);
  }

  @Test
  void eachDestinationGetsAReportAboutTheDay() throws Exception {
    counted(DAY, "a.test");
    wants("a.test", to("one@a.test", Long.MAX_VALUE), to("two@b.test", 1_000_000));
    DmarcReports reports = reports(true);
    reports.send();
    reports.send();
    assertThat(sent).containsExactly("one@a.test", "two@b.test");
    assertThat(done).containsExactly("a.test 2");
    assertThat(mails.get(0))
        .contains(
            "From: <postmaster@mx.posthorn.test>\r\n",
            "To: <one@a.test>\r\n",
            "\r\nSubject: Report Domain: a.test\r\n Submitter: mx.posthorn.test\r\n"
                + " Report-ID: <dmarc-2026112900-24-",
            "\r\nAuto-Submitted: auto-generated\r\n",
            "Content-Type: application/gzip\r\n",
            "filename=\"mx.posthorn.test!a.test!1795910400!1795996799.xml.gz\"")
        .doesNotContainPattern("[^\r]\n");
    assertThat(xml(mails.get(0)))
        .contains(
            "<source_ip>192.0.2.1</source_ip><count>7</count>",
            "<reason><type>other</type><comment>sampled_out</comment></reason>",
            "<dkim><domain>a.test</domain><selector>s1</selector><result>fail</result></dkim>",
            "<spf><domain>b.test</domain><scope>mfrom</scope><result>pass</result></spf>");
    assertThat(mails.get(0)).doesNotContain(mails.get(1).lines().skip(3).findFirst().orElse(""));
  }

  @Test
  void whatIsTooLargeForADestinationIsNotSentThere() { // RFC 7489 §6.2
    counted(DAY, "a.test");
    wants("a.test", to("small@a.test", 1024), to("large@a.test", 10_240));
    reports(true).send();
    assertThat(sent).containsExactly("large@a.test");
  }

  @Test
  void reportsWaitForTheEndOfTheirPeriodAndAreSpread() {
    for (int i = 0; i < 100; i++) {
      counted(DAY, "d" + i + ".test");
      wants("d" + i + ".test", to("r@d" + i + ".test", Long.MAX_VALUE));
    }
    counted(new ReportPeriod(DAY.day(), 23, 1), "hour.test");
    wants("hour.test", to("r@hour.test", Long.MAX_VALUE));
    DmarcReports reports = reports(true);
    at(reports, "2026-11-30T00:05:00Z");
    reports.send();
    assertThat(sent).as("before all is counted").isEmpty();
    at(reports, "2026-11-30T00:26:00Z");
    reports.send();
    assertThat(sent).contains("r@hour.test").hasSizeBetween(2, 30);
    at(reports, "2026-11-30T04:11:00Z");
    reports.send();
    assertThat(sent).hasSize(101);
  }

  @Test
  void dnsThatDoesNotAnswerIsAskedAgainInTheNextHourForTwoDays() {
    counted(DAY, "a.test");
    wanted.put("a.test", new Answer.Unknown());
    DmarcReports reports = reports(true);
    reports.send();
    reports.send();
    assertThat(asked).hasSize(1);
    at(reports, "2026-11-30T13:00:00Z");
    reports.send();
    assertThat(asked).hasSize(2);
    assertThat(done).isEmpty();
    at(reports, "2026-12-02T00:01:00Z");
    reports.send();
    assertThat(asked).hasSize(2);
    assertThat(done).containsExactly("a.test 0");
  }

  @Test
  void whoIsLeftOutGetsNone() {
    for (String domain : List.of("mail.out.test", "a.test", "b.test", "nobody.test")) {
      counted(DAY, domain);
    }
    wants("mail.out.test", to("x@mail.out.test", Long.MAX_VALUE));
    wants("a.test", to("Not@a.test", Long.MAX_VALUE), to("yes@a.test", Long.MAX_VALUE));
    wants("b.test", to("b@out.test", Long.MAX_VALUE));
    String address = Address.parse("not@a.test").orElseThrow().lookupKey();
    reports(true, "out.test", address).send();
    assertThat(sent).containsExactly("yes@a.test");
    assertThat(done)
        .containsExactlyInAnyOrder("mail.out.test 0", "a.test 1", "b.test 0", "nobody.test 0");
    counted(DAY, "a.test");
    reports(false).send();
    assertThat(sent).hasSize(1);
  }

  @Test
  void ofAnOrganizationOnlySoManyAreSentADay() {
    due.add(new DueReport(DAY, "x.many.test", "many.test"));
    wants("x.many.test", to("r@many.test", Long.MAX_VALUE));
    sentBefore = 100;
    reports(true).send();
    assertThat(sent).isEmpty();
    assertThat(done).containsExactly("x.many.test 0");
  }

  @Test
  void ofAllDomainsOnlySoManyAreSentADay() { // strangers choose the domains
    for (String each : List.of("a.test", "b.test", "c.test")) {
      counted(DAY, each);
      wants(each, to("r@" + each, Long.MAX_VALUE));
    }
    sentOnDay = 4_998;
    reports(true).send();
    assertThat(sent).containsExactly("r@a.test", "r@b.test");
    assertThat(done).containsExactly("a.test 1", "b.test 1", "c.test 0");
  }

  @Test
  void anOrganizationWhoseServersAreSilentIsNoHarmToOthers() {
    for (int i = 0; i < 150; i++) {
      due.add(new DueReport(DAY, "a%03d.silent.test".formatted(i), "silent.test"));
      wanted.put("a%03d.silent.test".formatted(i), new Answer.Unknown());
    }
    counted(DAY, "good.test");
    wants("good.test", to("r@good.test", Long.MAX_VALUE));
    reports(true).send();
    assertThat(sent).containsExactly("r@good.test");
    assertThat(asked).hasSize(3 + 1);
  }

  @Test
  void aTurnBeginsWhereTheLastOneHasEnded() {
    for (int i = 0; i < 40; i++) {
      String domain = "a%02d.test".formatted(i);
      counted(DAY, domain);
      wanted.put(domain, new Answer.Unknown());
    }
    counted(DAY, "good.test");
    wants("good.test", to("r@good.test", Long.MAX_VALUE));
    DmarcReports reports = reports(true);
    reports.send();
    assertThat(asked).as("four minutes").hasSize(25);
    at(reports, "2026-11-30T13:00:00Z"); // all may be asked again
    reports.send();
    assertThat(sent).containsExactly("r@good.test");
    assertThat(asked.subList(25, 28)).containsExactly("a25.test", "a26.test", "a27.test");
    assertThat(asked.subList(40, 43)).containsExactly("good.test", "a00.test", "a01.test");
  }

  @Test
  void aReportThatCannotBeMadeIsNoHarmToOthers() {
    for (String each : List.of("broken.test", "good.test")) {
      counted(DAY, each);
      wants(each, to("r@" + each, Long.MAX_VALUE));
    }
    broken = "broken.test";
    DmarcReports reports = reports(true);
    reports.send();
    reports.send();
    assertThat(sent).containsExactly("r@good.test");
    assertThat(asked).containsExactly("broken.test", "good.test");
    assertThat(done).containsExactly("good.test 1");
  }

  @Test
  void whereTheDatabaseIsAwayNoReportIsBlamed() {
    counted(DAY, "away.test");
    wants("away.test", to("r@away.test", Long.MAX_VALUE));
    broken = "away.test";
    DmarcReports reports = reports(true);
    assertThatThrownBy(reports::send).isInstanceOf(IllegalStateException.class);
    broken = "";
    reports.send();
    assertThat(sent).containsExactly("r@away.test");
  }

  @Test
  void oneThatIsMadeAgainIsTheSame() {
    counted(DAY, "a.test");
    wants("a.test", to("one@a.test", Long.MAX_VALUE));
    reports(true).send();
    counted(DAY, "a.test");
    reports(true).send(); // killed before it was noted
    assertThat(mails.get(1)).isEqualTo(mails.get(0));
  }
}
