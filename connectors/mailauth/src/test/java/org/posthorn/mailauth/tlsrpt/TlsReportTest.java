package org.posthorn.mailauth.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReportTest {

  @Test
  void aReportIsTheJsonOfTheRfc() { // RFC 8460 §4.4
    AppliedPolicy policy =
        new AppliedPolicy(
            AppliedPolicy.Type.STS,
            "company-y.example",
            List.of("version: STSv1", "mode: testing"),
            List.of("*.mail.company-y.example"));
    TlsFailure expired = new TlsFailure(TlsResultType.CERTIFICATE_EXPIRED, "It \"expired\"\u00fc");
    Map<TlsSession, Long> sessions = new LinkedHashMap<>();
    sessions.put(new TlsSession(policy, Optional.empty(), "", "", ""), 5326L);
    sessions.put(
        new TlsSession(
            policy, Optional.of(expired), "2001:db8::1", "mx.company-y.example", "192.0.2.1"),
        100L);
    PolicyResult plain =
        PolicyResult.of(
            AppliedPolicy.none("b.example"),
            Map.of(
                new TlsSession(AppliedPolicy.none("b.example"), Optional.empty(), "", "", ""), 1L));
    TlsReport report =
        new TlsReport(
            "Company-X",
            "sts-reporting@company-x.example",
            "5065427c-23d3",
            Instant.parse("2016-04-01T00:00:00Z"),
            Instant.parse("2016-04-01T23:59:59Z"),
            List.of(PolicyResult.of(policy, sessions), plain));
    assertThat(report.json())
        .isEqualTo(
            """
            {"organization-name":"Company-X",\
            "date-range":{"start-datetime":"2016-04-01T00:00:00Z",\
            "end-datetime":"2016-04-01T23:59:59Z"},\
            "contact-info":"sts-reporting@company-x.example",\
            "report-id":"5065427c-23d3",\
            "policies":[{"policy":{"policy-type":"sts",\
            "policy-string":["version: STSv1","mode: testing"],\
            "policy-domain":"company-y.example",\
            "mx-host":["*.mail.company-y.example"]},\
            "summary":{"total-successful-session-count":5326,\
            "total-failure-session-count":100},\
            "failure-details":[{"result-type":"certificate-expired",\
            "sending-mta-ip":"2001:db8::1",\
            "receiving-mx-hostname":"mx.company-y.example",\
            "receiving-ip":"192.0.2.1",\
            "failed-session-count":100,\
            "failure-reason-code":"It \\"expired\\"\\u00fc"}]},\
            {"policy":{"policy-type":"no-policy-found","policy-domain":"b.example"},\
            "summary":{"total-successful-session-count":1,\
            "total-failure-session-count":0}}]}\
            """);
  }

  @Test
  void aRecordNamesWhereReportsGo() { // RFC 8460 §3
    assertThat(
            TlsRptRecord.of(
                List.of("x", "v=TLSRPTv1; rua=mailto:r@a.test,https://a.test/r!10m ;x=y")))
        .contains(new TlsRptRecord(List.of("mailto:r@a.test", "https://a.test/r!10m")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=TLSRPTv1",
        "v=TLSRPTv1;",
        "v=TLSRPTv1; rua=",
        "v=TLSRPTv1; rua=ftp://a.test",
        "v=TLSRPTv12; rua=mailto:r@a.test"
      })
  void otherwiseNobodyWantsThem(String text) {
    assertThat(TlsRptRecord.of(List.of(text))).isEmpty();
  }

  @Test
  void typesAreThoseOfTheRfc() { // RFC 8460 §4.3
    assertThat(TlsResultType.STARTTLS_NOT_SUPPORTED.text()).isEqualTo("starttls-not-supported");
    assertThat(TlsResultType.of("sts-webpki-invalid")).contains(TlsResultType.STS_WEBPKI_INVALID);
    assertThat(AppliedPolicy.Type.NO_POLICY_FOUND.text()).isEqualTo("no-policy-found");
  }
}
