package org.posthorn.webapi.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.reports.value.ReportSum;
import org.posthorn.reports.value.StoredReport;

/** A report of somebody about mail of ours, as the API shows it. */
public record ReceivedReportView(
    long id,
    @Schema(description = "dmarc, tls or complaint", example = "dmarc") String kind,
    @Schema(description = "The domain that it is about") String domain,
    @Schema(description = "The organizational domain of its author") String reporter,
    @Schema(description = "As the reporter has it") String reportId,
    @Schema(description = "The id of the message by which it came") String message,
    Instant received,
    Instant begin,
    Instant end,
    @Schema(description = "Messages that passed DMARC, or sessions with TLS") long good,
    @Schema(description = "Those that did not; complaints") long bad,
    @Schema(description = "Empty in lists") List<Row> rows) {

  /** A row of it. */
  public record Row(List<Detail> details) {}

  /** What a row says. */
  public record Detail(
      @Schema(example = "source") String name, @Schema(example = "192.0.2.1") String value) {}

  /** What all reports of a kind about a domain say together. */
  public record Sum(String kind, String domain, long reports, long good, long bad) {
    static Sum of(ReportSum sum) {
      return new Sum(
          sum.kind().name().toLowerCase(Locale.ROOT),
          sum.domain(),
          sum.reports(),
          sum.good(),
          sum.bad());
    }
  }

  /** Without its rows. */
  static ReceivedReportView head(StoredReport stored) {
    return of(stored, List.of());
  }

  /** With its rows. */
  static ReceivedReportView whole(StoredReport stored) {
    return of(
        stored,
        stored.report().details().stream()
            .map(
                row ->
                    new Row(
                        row.entrySet().stream()
                            .map(each -> new Detail(each.getKey(), each.getValue()))
                            .toList()))
            .toList());
  }

  private static ReceivedReportView of(StoredReport stored, List<Row> rows) {
    return new ReceivedReportView(
        stored.key(),
        stored.report().kind().name().toLowerCase(Locale.ROOT),
        stored.report().domain(),
        stored.report().reporter(),
        stored.report().id(),
        stored.order(),
        stored.received(),
        stored.report().begin(),
        stored.report().end(),
        stored.report().good(),
        stored.report().bad(),
        rows);
  }
}
