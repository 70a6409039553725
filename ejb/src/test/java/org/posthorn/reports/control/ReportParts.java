package org.posthorn.reports.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;
import org.posthorn.reports.value.ReportSum;
import org.posthorn.reports.value.StoredReport;
import org.posthorn.testdb.TestDatabase;

/** Parts as the container would make them. */
public final class ReportParts {
  private ReportParts() {}

  /** An aggregate report. */
  public static String aggregate() {
    return ReportTextsTest.XML;
  }

  /** A report about TLS. */
  public static String tls() {
    return ReportTextsTest.JSON;
  }

  /** Reports come to these. */
  public static ReportIntake intake(String... addresses) {
    return new ReportIntake(Set.of(addresses), 1_000);
  }

  /** Reports come to an address, so many of a reporter and day. */
  public static ReportIntake intake(int most, String address) {
    return new ReportIntake(Set.of(address), most);
  }

  /** Rows with transactions. */
  public static ReportRows rows(TestDatabase database) {
    ReportRows rows =
        new ReportRows() {
          @Override
          public boolean add(ReceivedReport report, String order, Instant received) {
            return database.inTransaction(any -> super.add(report, order, received));
          }

          @Override
          public List<StoredReport> page(
              Optional<Kind> kind, String domain, long before, int most) {
            return database.inTransaction(any -> super.page(kind, domain, before, most));
          }

          @Override
          public Optional<StoredReport> find(long key) {
            return database.inTransaction(any -> super.find(key));
          }

          @Override
          public long count(String reporter, Instant since) {
            return database.inTransaction(any -> super.count(reporter, since));
          }

          @Override
          public List<ReportSum> sums(Instant begin, int most) {
            return database.inTransaction(any -> super.sums(begin, most));
          }

          @Override
          public boolean forget(Instant moment) {
            return database.inTransaction(any -> super.forget(moment));
          }
        };
    rows.entities = database.entityManager();
    return rows;
  }
}
