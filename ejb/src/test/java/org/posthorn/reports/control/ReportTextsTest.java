package org.posthorn.reports.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;

/** Reports are read, and what is none, or a bomb, is not. */
class ReportTextsTest {
  static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <feedback>
        <report_metadata>
          <org_name>Big Mail</org_name><email>dmarc@big.example</email>
          <report_id>r1</report_id>
          <date_range><begin>1764288000</begin><end>1764374399</end></date_range>
        </report_metadata>
        <policy_published><domain>posthorn.test</domain><p>reject</p></policy_published>
        <record>
          <row><source_ip>192.0.2.1</source_ip><count>3</count>
            <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated>
          </row>
          <identifiers><header_from>posthorn.test</header_from></identifiers>
          <auth_results><dkim><domain>posthorn.test</domain><result>pass</result></dkim></auth_results>
        </record>
        <record>
          <row><source_ip>2001:db8::1</source_ip><count>2</count>
            <policy_evaluated><disposition>reject</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated>
          </row>
        </record>
      </feedback>
      """;

  static final String JSON =
      """
      {"organization-name": "Big Mail", "report-id": "t1",
       "date-range": {"start-datetime": "2026-11-28T00:00:00Z", "end-datetime": "2026-11-28T23:59:59Z"},
       "policies": [{"policy": {"policy-type": "sts", "policy-domain": "posthorn.test"},
         "summary": {"total-successful-session-count": 7, "total-failure-session-count": 1},
         "failure-details": [{"result-type": "certificate-expired", "sending-mta-ip": "192.0.2.1",
           "receiving-mx-hostname": "mx.posthorn.test", "failed-session-count": 1}]}]}
      """;

  private static ReceivedReport aggregate(String xml) throws UnreadableReport {
    return AggregateReport.read(xml.getBytes(UTF_8), "big.example");
  }

  private static ReceivedReport tls(String json) throws UnreadableReport {
    return TlsReportText.read(json.getBytes(UTF_8), "big.example");
  }

  @Test
  void anAggregateReportIsRead() throws Exception { // RFC 7489 §7.2
    ReceivedReport report = aggregate(XML);
    assertThat(report.kind()).isEqualTo(Kind.DMARC);
    assertThat(report.domain()).isEqualTo("posthorn.test");
    assertThat(report.reporter()).isEqualTo("big.example");
    assertThat(report.id()).isEqualTo("r1");
    assertThat(report.begin()).isEqualTo(Instant.ofEpochSecond(1764288000));
    assertThat(report.good()).isEqualTo(3);
    assertThat(report.bad()).isEqualTo(2);
    assertThat(report.details().get(0)).isEqualTo(Map.of("organization", "Big Mail"));
    assertThat(report.details().get(1))
        .isEqualTo(
            Map.of(
                "source", "192.0.2.1",
                "count", "3",
                "disposition", "none",
                "dkim", "pass",
                "spf", "fail",
                "author", "posthorn.test"));
  }

  @Test
  void entitiesAreNeitherReadNorReplaced() {
    String outside =
        "<!DOCTYPE feedback [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<feedback>&x;</feedback>";
    String laughs =
        "<!DOCTYPE f [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<feedback>&b;</feedback>";
    for (String xml : new String[] {outside, laughs}) {
      assertThatThrownBy(() -> aggregate(xml)).isInstanceOf(UnreadableReport.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "<feedback/>", "<feedback>", "<a><count>-1</count></a>"})
  void whatIsNoAggregateReportIsRefused(String xml) {
    assertThatThrownBy(() -> aggregate(xml)).isInstanceOf(UnreadableReport.class);
  }

  @Test
  void rowsAndDepthAreBounded() {
    String deep = "<feedback>" + "<a>".repeat(100_000);
    String row = "<record><row><count>1</count></row></record>";
    String many = "<feedback>" + row.repeat(10_001) + "</feedback>";
    for (String xml : new String[] {deep, many}) {
      assertThatThrownBy(() -> aggregate(xml))
          .isInstanceOf(UnreadableReport.class)
          .hasMessageStartingWith("too ");
    }
    String failure = "{\"result-type\":\"x\"}";
    String failures = failure + ("," + failure).repeat(10_000);
    String inner =
        JSON.replaceFirst(
            "(?s)\"failure-details\": \\[.*?\\]", "\"failure-details\": [" + failures + "]");
    for (String json :
        new String[] {
          "[".repeat(1_000_000), "[0" + ",0".repeat(300_000) + "]", "9".repeat(1_000), inner
        }) {
      assertThatThrownBy(() -> tls(json))
          .isInstanceOf(UnreadableReport.class)
          .hasMessageStartingWith("too ");
    }
  }

  @Test
  void whatIsNotLookedForIsNotKept() {
    String many = "<b/>".repeat(500_001);
    assertThatThrownBy(() -> aggregate(XML.replace("<record>", many + "<record>")))
        .hasMessage("too many elements");
    String unknown = "<b><record><row/></record><i><j/></i></b>";
    assertThatCode(() -> aggregate(XML.replace("<record>", unknown + "<record>" + unknown)))
        .doesNotThrowAnyException();
    String name = "n".repeat(65);
    assertThatThrownBy(() -> aggregate(XML.replace("<record>", "<" + name + "/><record>")))
        .hasMessage("too many elements");
  }

  @Test
  void countsBeyondAllReasonDoNotOverflow() throws Exception {
    for (String count : new String[] {"9223372036854775807", "1e999999999", "-3", "1e-999999999"}) {
      ReceivedReport report = tls(JSON.replace(": 7", ": " + count));
      assertThat(report.good()).isBetween(0L, ReceivedReport.MOST_COUNTED);
      String policy = report.details().get(1).get("good");
      assertThat(Long.parseLong(policy)).isEqualTo(report.good());
    }
  }

  @Test
  void aReportAboutTlsIsRead() throws Exception { // RFC 8460 §4.4
    ReceivedReport report = tls(JSON);
    assertThat(report.kind()).isEqualTo(Kind.TLS);
    assertThat(report.domain()).isEqualTo("posthorn.test");
    assertThat(report.good()).isEqualTo(7);
    assertThat(report.bad()).isEqualTo(1);
    assertThat(report.end()).isEqualTo(Instant.parse("2026-11-28T23:59:59Z"));
    assertThat(report.reporter()).isEqualTo("big.example");
    assertThat(report.details().get(0)).isEqualTo(Map.of("organization", "Big Mail"));
    assertThat(report.details().get(2)).containsEntry("failure", "certificate-expired");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"policies\": 1}",
        "{\"policies\": [{}], \"date-range\": {}}",
        "{\"policies\": [], \"date-range\": {\"start-datetime\": \"x\", \"end-datetime\": \"y\"}}"
      })
  void whatIsNoReportAboutTlsIsRefused(String json) {
    assertThatThrownBy(() -> tls(json)).isInstanceOf(UnreadableReport.class);
  }

  @Test
  void aComplaintIsRead() throws Exception { // RFC 5965 §3
    ReceivedReport report =
        Complaint.read(
            "Feedback-Type: abuse\r\nUser-Agent: x/1\r\nSource-IP: 192.0.2.1\r\n".getBytes(UTF_8),
            """
            From: Ann <ann@posthorn.test>
            Message-ID: <m@posthorn.test>
            CFBL-Feedback-ID: 111:222

            """
                .replace("\n", "\r\n")
                .getBytes(UTF_8),
            "big.example",
            Instant.EPOCH);
    assertThat(report.domain()).isEqualTo("posthorn.test");
    assertThat(report.reporter()).isEqualTo("big.example");
    assertThat(report.bad()).isEqualTo(1);
    assertThat(report.details().get(0))
        .containsEntry("feedback-type", "abuse")
        .containsEntry("message-id", "<m@posthorn.test>")
        .containsEntry("cfbl-feedback-id", "111:222"); // RFC 9477 §5
    assertThatThrownBy(() -> Complaint.read(new byte[0], new byte[0], "big.example", Instant.EPOCH))
        .isInstanceOf(UnreadableReport.class);
  }

  @Test
  void whatIsPackedIsUnpackedToABound() throws Exception {
    byte[] plain = XML.getBytes(UTF_8);
    assertThat(Unpacking.of(plain)).isEqualTo(plain);
    assertThat(Unpacking.of(gzip(plain, 1))).isEqualTo(plain);
    assertThat(Unpacking.of(zip(plain, 1))).isEqualTo(plain);
    byte[] mebibyte = new byte[1 << 20];
    assertThatThrownBy(() -> Unpacking.of(gzip(mebibyte, 9))).hasMessage("too large");
    assertThatThrownBy(() -> Unpacking.of(zip(mebibyte, 9))).hasMessage("too large");
    assertThatThrownBy(() -> Unpacking.of(new byte[] {0x1f, (byte) 0x8b, 1}))
        .isInstanceOf(UnreadableReport.class);
    assertThatThrownBy(() -> Unpacking.of(new byte[] {'P', 'K', 1}))
        .isInstanceOf(UnreadableReport.class);
  }

  @Test
  void ofGzipOneMemberIsReadHoweverManyThereAre() throws Exception { // RFC 1952 §2.2
    byte[] first = gzip(XML.getBytes(UTF_8), 1);
    byte[] empty = gzip(new byte[0], 1);
    for (byte[] start : new byte[][] {first, empty}) {
      ByteArrayOutputStream members = new ByteArrayOutputStream();
      members.write(start);
      for (int i = 0; i < 200_000; i++) {
        members.write(empty);
      }
      assertThat(Unpacking.of(members.toByteArray())).isEqualTo(Unpacking.of(start));
    }
  }

  @Test
  void allFieldsOfGzipsHeaderMayBeThere() throws Exception { // RFC 1952 §2.3
    byte[] plain = gzip(XML.getBytes(UTF_8), 1);
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    full.write(plain, 0, 3);
    full.write(0b11110);
    full.write(plain, 4, 6);
    full.write(new byte[] {3, 0, 'a', 'b', 'c'}); // FEXTRA
    full.write("r.xml\0made by hand\0".getBytes(UTF_8)); // FNAME, FCOMMENT
    full.write(new byte[] {1, 2}); // FHCRC
    full.write(plain, 10, plain.length - 10);
    assertThat(Unpacking.of(full.toByteArray())).isEqualTo(XML.getBytes(UTF_8));
  }

  private static byte[] gzip(byte[] octets, int times) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      write(zip, octets, times);
    }
    return out.toByteArray();
  }

  private static byte[] zip(byte[] octets, int times) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("report.xml"));
      write(zip, octets, times);
    }
    return out.toByteArray();
  }

  private static void write(OutputStream out, byte[] octets, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      out.write(octets);
    }
  }
}
