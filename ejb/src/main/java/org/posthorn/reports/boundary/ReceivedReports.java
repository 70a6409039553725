package org.posthorn.reports.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.reports.control.ReportIntake;
import org.posthorn.reports.control.ReportMail;
import org.posthorn.reports.control.ReportRows;
import org.posthorn.reports.control.UnreadableReport;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;
import org.posthorn.reports.value.ReportSum;
import org.posthorn.reports.value.StoredReport;

/**
 * Reports that come to the addresses for them: those of DMARC, of TLS, and complaints, about
 * domains of ours and by authors who are proved. The mail is delivered like any other.
 */
@ApplicationScoped
public class ReceivedReports {
  private static final System.Logger LOG = System.getLogger(ReceivedReports.class.getName());
  private static final Duration KEPT = Duration.ofDays(400);
  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_SUMS = 1_000;

  @Inject ReportIntake intake;
  @Inject ReportRows rows;
  @Inject ContentStore contents;
  @Inject Directory directory;

  Clock clock = Clock.systemUTC();
  Duration patience = Duration.ofSeconds(10); // of those who wait
  final Semaphore reading = new Semaphore(1); // many at once were many times the memory

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ReceivedReports() {}

  /** Whether reports come to an address. */
  public boolean awaits(Address recipient) {
    return intake.has(List.of(recipient));
  }

  /**
   * Takes the report that a message brings, if it comes to an address for reports. May be called
   * again with the same message. One is read at a time; others wait for some seconds.
   *
   * @throws java.io.UncheckedIOException when the message cannot be read
   */
  public void received(String order, List<Address> recipients, long contentId) {
    if (!intake.has(recipients)) {
      return;
    }
    try {
      Optional<ReceivedReport> report = read(contentId);
      if (report.isPresent()) {
        take(order, report.get());
      }
    } catch (UnreadableReport refused) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=report-refused id={0} cause=\"{1}\"",
          order,
          refused.getMessage());
    }
  }

  /** Whether one of them is an address for reports. */
  public boolean isFor(List<Address> recipients) {
    return intake.has(recipients);
  }

  private Optional<ReceivedReport> read(long contentId) throws UnreadableReport {
    if (!turn()) {
      throw new UnreadableReport("too many reports at once");
    }
    try {
      ReportMail mail =
          new ReportMail(
              contents.content(contentId), contents.facts(new long[] {contentId}).get(0).root());
      return mail.report(clock.instant());
    } finally {
      reading.release();
    }
  }

  private boolean turn() {
    try {
      return reading.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void take(String order, ReceivedReport read) throws UnreadableReport {
    if (!ours(read.domain())) {
      throw new UnreadableReport("about a domain that is not ours");
    }
    ReceivedReport report = read.about(ascii(read.domain()));
    Instant now = clock.instant();
    if (report.end().isAfter(now.plus(AHEAD)) || report.begin().isAfter(report.end())) {
      throw new UnreadableReport("about a time to come");
    }
    if (report.begin().isBefore(Instant.EPOCH)) {
      throw new UnreadableReport("about a time long ago");
    }
    if (rows.count(report.reporter(), now.minus(DAY)) >= intake.mostPerDay()) {
      throw new UnreadableReport("more of its author than are kept of a day");
    }
    if (rows.add(report, order, now)) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=report-received id={0} kind={1} domain={2} good={3} bad={4}",
          order,
          report.kind(),
          report.domain(),
          Long.toString(report.good()),
          Long.toString(report.bad()));
    }
  }

  private static String ascii(String name) {
    return Address.domain(name)
        .map(domain -> new Address("postmaster", domain).asciiDomain())
        .orElse(name);
  }

  // a policy of DMARC holds for what is below a domain, one of TLS for hosts
  private boolean ours(String name) {
    Optional<String> domain = Address.domain(name);
    for (String each = domain.orElse(""); each.indexOf('.') > 0; ) {
      if (directory.ownsDomain(each)) {
        return true;
      }
      each = each.substring(each.indexOf('.') + 1);
    }
    return false;
  }

  /**
   * Some of them, newest first, without their details.
   *
   * @param domain empty for all
   * @param after the key of the last one that is known
   */
  public List<StoredReport> list(Optional<Kind> kind, String domain, long after, int most) {
    return rows.page(kind, ascii(domain), after, most);
  }

  /** One of them. */
  public Optional<StoredReport> find(long key) {
    return rows.find(key);
  }

  /**
   * What those say together that begin at a moment or later: for at most 1,000 kinds and domains,
   * those with most reports first.
   */
  public List<ReportSum> sums(Instant begin) {
    return rows.sums(begin, MOST_SUMS);
  }

  /** Forgets what is older than thirteen months. For one server at a time. */
  void forget() {
    boolean more = true;
    while (more) {
      more = rows.forget(clock.instant().minus(KEPT));
    }
  }
}
