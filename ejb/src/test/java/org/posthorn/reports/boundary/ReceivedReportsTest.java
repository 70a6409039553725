package org.posthorn.reports.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.reports.control.ReportParts;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;
import org.posthorn.reports.value.ReportSum;
import org.posthorn.reports.value.StoredReport;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.MemorySink;

/** Reports that come by mail are kept, when their authors are who they say. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class ReceivedReportsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
  private static final Address REPORTS = new Address("dmarc", "posthorn.test");
  private static final String PASS =
      "Authentication-Results: mx.posthorn.test;\r\n\tdkim=pass (2048-bit key)"
          + " header.d=big.example header.s=a;\r\n\tdmarc=pass (p=reject disposition=none)"
          + " header.from=big.example\r\n";

  private final TestDatabase database;
  private final List<Content> mails = new ArrayList<>();
  private final ReceivedReports reports = new ReceivedReports();

  ReceivedReportsTest(TestDatabase database) {
    this.database = database;
    reports.rows = ReportParts.rows(database);
    reports.intake = ReportParts.intake("dmarc@posthorn.test");
    reports.contents = new Mails();
    reports.directory =
        new Directory() {
          @Override
          public boolean ownsDomain(String domain) {
            return domain.equals("posthorn.test");
          }
        };
    reports.clock = Clock.fixed(NOW, ZoneOffset.UTC);
  }

  @BeforeEach
  void empty() {
    database.transact(entities -> entities.createQuery("delete from ReportRow r").executeUpdate());
  }

  private void receive(String order, String results, String type, String body) {
    MemorySink sink = new MemorySink();
    String mail =
        "Return-Path: <r@big.example>\r\n"
            + results
            + "Received: from big.example ([192.0.2.1]) by mx.posthorn.test\r\n"
            + "From: Reports <noreply@big.example>\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHello\r\n--x\r\n"
            + "Content-Type: "
            + type
            + "\r\n\r\n"
            + body.replace("\n", "\r\n")
            + "\r\n--x--\r\n";
    sink.write(ByteBuffer.wrap(mail.getBytes(UTF_8)));
    mails.add(sink.finish());
    reports.received(order, List.of(REPORTS), mails.size() - 1L);
  }

  private List<StoredReport> all() {
    return reports.list(Optional.empty(), "", Long.MAX_VALUE, 10);
  }

  @Test
  void aReportOfAnAuthorWhoIsProvedIsKeptOnce() {
    receive("d1", PASS, "text/xml", ReportParts.aggregate());
    receive("d2", PASS, "text/xml", ReportParts.aggregate());
    assertThat(all()).hasSize(1);
    StoredReport kept = all().get(0);
    assertThat(kept.order()).isEqualTo("d1");
    assertThat(kept.report().details()).isEmpty(); // of a list: they may be long
    assertThat(whole(kept).details().get(2)).containsEntry("source", "2001:db8::1");
    assertThat(reports.list(Optional.of(Kind.TLS), "", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(reports.list(Optional.of(Kind.DMARC), "posthorn.test", kept.key(), 10)).isEmpty();
    assertThat(reports.sums(Instant.EPOCH))
        .containsExactly(new ReportSum(Kind.DMARC, "posthorn.test", 1, 3, 2));
    assertThat(reports.sums(NOW)).isEmpty();
  }

  private ReceivedReport whole(StoredReport head) {
    return reports.find(head.key()).orElseThrow().report();
  }

  @Test
  void nobodyReportsInTheNameOfOthers() {
    String other = PASS.replace("big.example", "mail.evil.example");
    receive("d1", other, "text/xml", ReportParts.aggregate());
    receive("d2", PASS, "text/xml", ReportParts.aggregate());
    assertThat(all())
        .extracting(each -> each.report().reporter())
        .containsExactly("big.example", "evil.example");
    assertThat(whole(all().get(1)).details().get(0)).containsEntry("organization", "Big Mail");
  }

  @Test
  void ofAnAuthorOnlySoManyReportsOfADayAreKept() {
    reports.intake = ReportParts.intake(2, "dmarc@posthorn.test");
    for (int i = 0; i < 4; i++) { // whoever has a domain has any number of names below it
      String author = PASS.replace("big.example", "n" + i + ".big.example");
      String xml = ReportParts.aggregate().replace("r1", "r" + i);
      receive("d" + i, author, "text/xml", xml);
    }
    assertThat(all()).hasSize(2);
    reports.clock = Clock.fixed(NOW.plus(Duration.ofDays(2)), ZoneOffset.UTC);
    receive("d9", PASS, "text/xml", ReportParts.aggregate().replace("r1", "r9"));
    assertThat(all()).hasSize(3);
  }

  @Test
  void aDomainHasOneName() {
    String xml = ReportParts.aggregate().replace("<domain>posthorn", "<domain>PostHorn");
    receive("d1", PASS, "text/xml", xml);
    receive("d2", PASS, "text/xml", ReportParts.aggregate());
    assertThat(all()).hasSize(1);
    assertThat(reports.list(Optional.empty(), "POSTHORN.test", Long.MAX_VALUE, 10))
        .extracting(each -> each.report().domain())
        .containsExactly("posthorn.test");
  }

  @Test
  void rowsOfAReportHaveABound() {
    String record =
        "<record><row><source_ip>192.0.2.1</source_ip><count>1</count></row><identifiers>"
            + "<header_from>"
            + "a".repeat(250)
            + "</header_from></identifiers></record>";
    String xml =
        ReportParts.aggregate().replace("</feedback>", record.repeat(2_000) + "</feedback>");
    receive("d1", PASS, "text/xml", xml);
    assertThat(whole(all().get(0)).details()).hasSizeBetween(500, 1_000);
    assertThat(all().get(0).report().bad()).isEqualTo(2_002);
  }

  @Test
  void whatComesMostIsSummedFirst() {
    String below = ReportParts.aggregate().replace("<domain>", "<domain>a.");
    receive("d1", PASS, "text/xml", below);
    receive("d2", PASS, "text/xml", ReportParts.aggregate());
    receive("d3", PASS, "text/xml", ReportParts.aggregate().replace("r1", "r2"));
    assertThat(reports.sums(Instant.EPOCH))
        .extracting(ReportSum::domain)
        .containsExactly("posthorn.test", "a.posthorn.test");
  }

  @Test
  void oneIsReadAtATime() throws Exception {
    reports.patience = Duration.ofMillis(10);
    reports.reading.acquire();
    receive("d1", PASS, "text/xml", ReportParts.aggregate());
    assertThat(all()).isEmpty();
    reports.reading.release();
    receive("d2", PASS, "text/xml", "<no>");
    receive("d3", PASS, "text/xml", ReportParts.aggregate());
    assertThat(all()).hasSize(1);
  }

  @Test
  void theOldIsForgottenInPortions() {
    ReceivedReport report =
        new ReceivedReport(
            Kind.COMPLAINT, "posthorn.test", "big.example", "", NOW, NOW, 0, 1, List.of());
    for (int i = 0; i < 201; i++) {
      reports.rows.add(report, "d" + i, NOW);
    }
    reports.clock = Clock.fixed(NOW.plus(Duration.ofDays(400)), ZoneOffset.UTC);
    reports.forget();
    assertThat(all()).hasSize(10);
    reports.clock = Clock.fixed(NOW.plus(Duration.ofDays(401)), ZoneOffset.UTC);
    assertThat(reports.rows.forget(NOW.plusMillis(1))).isTrue();
    assertThat(all()).hasSize(1);
    reports.forget();
    assertThat(all()).isEmpty();
  }

  @Test
  void whoIsNotProvedIsNotBelieved() {
    String forged = "Received: from x\r\n" + PASS; // not above ours
    String quoted =
        "Authentication-Results: mx.posthorn.test; dmarc=fail reason=\"; dmarc=pass"
            + " header.from=big.example\" header.from=big.example\r\n";
    for (String results : List.of("", forged, quoted, PASS.replace("dmarc=pass", "dmarc=fail"))) {
      receive("d1", results, "text/xml", ReportParts.aggregate());
    }
    assertThat(all()).isEmpty();
  }

  @Test
  void aReportAboutOthersOrTheFutureIsNotKept() {
    String xml = ReportParts.aggregate();
    receive("d1", PASS, "text/xml", xml.replace("<domain>posthorn.test", "<domain>other.test"));
    receive("d2", PASS, "text/xml", xml.replace("1764374399", "9764374399"));
    receive("d3", PASS, "text/xml", "<no>");
    String json = ReportParts.tls().replace("\"2026-11-28T00:00", "\"-999999999-01-01T00:00");
    receive("d4", PASS, "application/tlsrpt+json", json);
    assertThat(all()).isEmpty();
    receive("d5", PASS, "application/tlsrpt+json", ReportParts.tls());
    assertThat(all()).hasSize(1);
  }

  @Test
  void complaintsCountEachAndMailToOthersIsNotRead() {
    String complaint = "Feedback-Type: abuse\nReported-Domain: posthorn.test\n";
    receive("d1", PASS, "message/feedback-report", complaint);
    receive("d2", PASS, "message/feedback-report", complaint);
    reports.intake = ReportParts.intake("other@posthorn.test");
    receive("d3", PASS, "message/feedback-report", complaint);
    assertThat(all()).extracting(StoredReport::order).containsExactly("d2", "d1");
    assertThat(all().get(0).report().reporter()).isEqualTo("big.example");
    reports.clock = Clock.fixed(NOW.plus(Duration.ofDays(401)), ZoneOffset.UTC);
    reports.forget();
    assertThat(all()).isEmpty();
  }

  private final class Mails extends ContentStore {
    @Override
    public Content content(long id) {
      return mails.get((int) id);
    }

    @Override
    public List<MessageFacts> facts(long[] ids) {
      Content mail = mails.get((int) ids[0]);
      ByteBuffer octets = ByteBuffer.allocate((int) mail.size());
      mail.read(0, octets);
      FactsReader reader = new FactsReader();
      reader.feed(octets.flip());
      return List.of(reader.finish());
    }
  }
}
