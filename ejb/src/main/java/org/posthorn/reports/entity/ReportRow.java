package org.posthorn.reports.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;
import org.posthorn.reports.value.StoredReport;

/** A report that has come; written once. */
@Entity
@Table(name = "received_report")
@NamedQuery(
    name = ReportRow.KNOWN,
    query = "select count(r) from ReportRow r where r.digest = :digest")
@NamedQuery(
    name = ReportRow.PAGE,
    query =
        "select r.id, r.orderId, r.receivedAt, r.kind, r.domain, r.reporter, r.reportId, r.beginAt,"
            + " r.endAt, r.good, r.bad from ReportRow r where (:domain = '' or r.domain = :domain)"
            + " and (:kind = '' or r.kind = :kind) and r.id < :before order by r.id desc")
@NamedQuery(
    name = ReportRow.SUMS,
    query =
        "select r.kind, r.domain, count(r), sum(r.good), sum(r.bad) from ReportRow r"
            + " where r.beginAt >= :begin group by r.kind, r.domain"
            + " order by count(r) desc, r.domain, r.kind")
@NamedQuery(
    name = ReportRow.COUNT,
    query =
        "select count(r) from ReportRow r where r.reporter = :reporter and r.receivedAt >= :since")
@NamedQuery(
    name = ReportRow.OLD,
    query = "select r.id from ReportRow r where r.receivedAt < :moment order by r.receivedAt")
@NamedQuery(name = ReportRow.FORGET, query = "delete from ReportRow r where r.id in :ids")
public class ReportRow {
  /** How many have the {@code :digest}. */
  public static final String KNOWN = "ReportRow.known";

  /**
   * Those of {@code :domain} and {@code :kind}, empty for any, before the key {@code :before}, as
   * {@link #head} wants them: the rows of a report may be long.
   */
  public static final String PAGE = "ReportRow.page";

  /** Sums of those that begin at {@code :begin} or later, most reports first. */
  public static final String SUMS = "ReportRow.sums";

  /** How many of {@code :reporter} came since {@code :since}. */
  public static final String COUNT = "ReportRow.count";

  /** The keys of those that came before {@code :moment}. */
  public static final String OLD = "ReportRow.old";

  /** Deletes those with the keys {@code :ids}. */
  public static final String FORGET = "ReportRow.forget";

  private static final int MAX_DETAILS = 256 * 1024;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @SuppressWarnings("UnusedVariable") // no two may have the same
  private String digest;

  private String kind;
  private String domain;
  private String reporter;

  @Column(name = "report_id")
  private String reportId;

  @Column(name = "begin_at")
  private long beginAt;

  @Column(name = "end_at")
  private long endAt;

  private long good;
  private long bad;

  @Column(name = "order_id")
  private String orderId;

  @Column(name = "received_at")
  private long receivedAt;

  private String details;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected ReportRow() {}

  /** The row of a report. */
  public ReportRow(String digest, ReceivedReport report, String order, Instant received) {
    this.digest = digest;
    kind = report.kind().name();
    domain = clean(report.domain());
    reporter = clean(report.reporter());
    reportId = clean(report.id());
    beginAt = report.begin().toEpochMilli();
    endAt = report.end().toEpochMilli();
    good = report.good();
    bad = report.bad();
    orderId = order;
    receivedAt = received.toEpochMilli();
    details = text(report.details());
  }

  private static String clean(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    return plain.substring(0, Math.min(plain.length(), 255));
  }

  private static String text(List<Map<String, String>> rows) {
    StringBuilder text = new StringBuilder();
    for (Map<String, String> row : rows) {
      int start = text.length();
      row.forEach((name, value) -> text.append(name).append('=').append(clean(value)).append('\t'));
      text.append('\n');
      if (text.length() > MAX_DETAILS) {
        text.setLength(start);
        break;
      }
    }
    return text.toString();
  }

  /**
   * What it says, without its details.
   *
   * @param row of {@link #PAGE}
   */
  public static StoredReport head(Object[] row) {
    return new StoredReport(
        (Long) row[0],
        (String) row[1],
        Instant.ofEpochMilli((Long) row[2]),
        new ReceivedReport(
            Kind.valueOf((String) row[3]),
            (String) row[4],
            (String) row[5],
            (String) row[6],
            Instant.ofEpochMilli((Long) row[7]),
            Instant.ofEpochMilli((Long) row[8]),
            (Long) row[9],
            (Long) row[10],
            List.of()));
  }

  /** What it says. */
  public StoredReport report() {
    return new StoredReport(
        id,
        orderId,
        Instant.ofEpochMilli(receivedAt),
        new ReceivedReport(
            Kind.valueOf(kind),
            domain,
            reporter,
            reportId,
            Instant.ofEpochMilli(beginAt),
            Instant.ofEpochMilli(endAt),
            good,
            bad,
            rows()));
  }

  private List<Map<String, String>> rows() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : details.split("\n")) {
      Map<String, String> row = new LinkedHashMap<>();
      for (String part : line.split("\t")) {
        int sign = part.indexOf('=');
        if (sign > 0) {
          row.put(part.substring(0, sign), part.substring(sign + 1));
        }
      }
      if (!row.isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
