package org.posthorn.tlsreports.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.mailauth.tlsrpt.PolicyResult;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.reporting.boundary.OutgoingReports;
import org.posthorn.tlspolicy.boundary.TlsResults;

/** Domains that want it hear how TLS with their servers went. */
class TlsReportsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
  private final Map<String, List<PolicyResult>> results = new HashMap<>();
  private final Map<String, Optional<List<String>>> records = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> mails = new ArrayList<>();
  private Instant now = Instant.parse("2026-02-01T23:00:00Z");

  private TlsReports reports(String which) {
    TlsReports reports =
        new TlsReports() {
          @Override
          Optional<List<String>> texts(String name) {
            return records.getOrDefault(name, Optional.of(List.of()));
          }
        };
    reports.settings = new ReportSettings(which);
    reports.results =
        new TlsResults() {
          @Override
          public Map<String, List<PolicyResult>> of(LocalDate day) {
            return day.equals(DAY) ? results : Map.of();
          }
        };
    reports.outgoing =
        new OutgoingReports() {
          @Override
          public String reporter() {
            return "mx.posthorn.test";
          }

          @Override
          public void send(String id, Address to, byte[] mail) {
            sent.add(id + " " + to.toAscii());
            mails.add(new String(mail, UTF_8));
          }
        };
    reports.clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return reports;
  }

  private void met(String domain, long well, long badly) {
    AppliedPolicy policy =
        new AppliedPolicy(
            AppliedPolicy.Type.STS, domain, List.of("version: STSv1"), List.of("mx." + domain));
    Map<TlsSession, Long> sessions = new HashMap<>();
    sessions.put(new TlsSession(policy, Optional.empty(), "", "", ""), well);
    if (badly > 0) {
      TlsFailure failure = new TlsFailure(TlsResultType.CERTIFICATE_EXPIRED, "It has expired");
      sessions.put(
          new TlsSession(policy, Optional.of(failure), "192.0.2.1", "mx." + domain, "192.0.2.2"),
          badly);
    }
    results.put(domain, List.of(PolicyResult.of(policy, sessions)));
    records.put(
        "_smtp._tls." + domain,
        Optional.of(List.of("v=TLSRPTv1; rua=mailto:tls%2Brpt@" + domain + ",https://x.test/r")));
  }

  @Test
  void aDayWithFailuresIsReported() throws Exception { // RFC 8460 §4.4, §5.3
    met("b.test", 5, 2);
    met("fine.test", 7, 0);
    met("silent.test", 0, 1);
    records.remove("_smtp._tls.silent.test");
    reports("failures").send();
    assertThat(sent)
        .singleElement()
        .asString()
        .startsWith("tlsrpt-20260131-")
        .endsWith(" tls+rpt@b.test");
    assertThat(mails.get(0))
        .contains(
            "From: <postmaster@mx.posthorn.test>\r\n",
            "To: <tls+rpt@b.test>\r\n",
            "TLS-Report-Domain: b.test\r\n",
            "TLS-Report-Submitter: mx.posthorn.test\r\n",
            "TLS-Required: No\r\n",
            "multipart/report; report-type=\"tlsrpt\"",
            "filename=\"mx.posthorn.test!b.test!1769817600!1769903999.json.gz\"")
        .doesNotContainPattern("[^\r]\n");
    assertThat(json(mails.get(0)))
        .contains(
            "\"organization-name\":\"mx.posthorn.test\"",
            "\"start-datetime\":\"2026-01-31T00:00:00Z\"",
            "\"end-datetime\":\"2026-01-31T23:59:59Z\"",
            "\"policy-type\":\"sts\"",
            "\"total-successful-session-count\":5",
            "\"total-failure-session-count\":2",
            "\"result-type\":\"certificate-expired\"");
  }

  private static String json(String mail) throws Exception {
    String body = mail.substring(mail.indexOf(".json.gz\"") + ".json.gz\"".length());
    byte[] zipped = Base64.getMimeDecoder().decode(body.substring(0, body.indexOf("\r\n--")));
    return new String(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes(), UTF_8);
  }

  @Test
  void aDomainIsToldOnceADay() {
    met("b.test", 5, 2);
    TlsReports reports = reports("failures");
    reports.send();
    reports.send();
    assertThat(sent).hasSize(1);
    reports("failures").send(); // after a restart: the queue knows the id
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
  }

  @Test
  void successIsReportedWhereThatIsWanted() {
    met("fine.test", 7, 0);
    reports("all").send();
    assertThat(sent).hasSize(1);
    reports("off").send();
    assertThat(sent).hasSize(1);
  }

  @Test
  void reportsAreSpreadAndDnsIsAskedAgain() {
    for (int i = 0; i < 100; i++) {
      met("d" + i + ".test", 0, 1);
    }
    now = Instant.parse("2026-02-01T00:05:00Z");
    TlsReports reports = reports("failures");
    reports.send();
    assertThat(sent).as("before all is counted").isEmpty();
    now = now.plus(Duration.ofHours(2));
    reports.send();
    assertThat(sent).hasSizeBetween(20, 80);
    met("late.test", 0, 1);
    Optional<List<String>> answer = records.get("_smtp._tls.late.test");
    records.put("_smtp._tls.late.test", Optional.empty()); // DNS does not answer
    now = now.plus(Duration.ofHours(3));
    reports.send();
    assertThat(sent).hasSize(100);
    records.put("_smtp._tls.late.test", answer == null ? Optional.empty() : answer);
    reports.send();
    assertThat(sent).hasSize(101);
  }
}
