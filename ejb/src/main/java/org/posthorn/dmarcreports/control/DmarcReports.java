package org.posthorn.dmarcreports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.posthorn.checks.boundary.Evaluations;
import org.posthorn.checks.value.DueReport;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.checks.value.ReportPeriod;
import org.posthorn.database.Outage;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.AggregateFeedback;
import org.posthorn.mailauth.dmarc.ReportDestination;
import org.posthorn.mailauth.dmarc.ReportRequest;
import org.posthorn.mailauth.dmarc.ReportRequests;
import org.posthorn.mailauth.dmarc.ReportRequests.Answer;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.reporting.boundary.OutgoingReports;
import org.posthorn.reporting.value.PackedReport;
import org.posthorn.threads.Failures;

/**
 * Sends a report about each period to the domains that want one, spread over a part of the period
 * after it. What DNS says at that moment counts: who wants reports, and of which policy. What is
 * done is noted in the database, after it has been handed to the outgoing queue.
 */
@ApplicationScoped
public class DmarcReports {
  private static final System.Logger LOG = System.getLogger(DmarcReports.class.getName());
  private static final Duration WRITTEN = Duration.ofMinutes(10); // what was counted is, by then
  private static final Duration TOO_LATE = Duration.ofDays(2);
  private static final int SPREAD_MINUTES = 15; // for each hour of the period
  private static final int MOST_SPREAD = 240;
  private static final int MOST_OF_ORGANIZATION = 100; // a day: strangers have many subdomains
  private static final int MOST_OF_DAY = 5_000; // and many domains
  private static final int MOST_FAILURES = 3; // of an organization in an hour
  private static final Duration TURN = Duration.ofMinutes(4); // the next one goes on

  @Inject Evaluations evaluations;
  @Inject OutgoingReports outgoing;
  @Inject DmarcReportSettings settings;
  @Inject Dns dns;

  Clock clock = Clock.systemUTC();
  LongSupplier nanos = System::nanoTime;
  private Instant hour = Instant.EPOCH; // guarded by this, as what follows
  private final Set<DueReport> failed = new HashSet<>(); // in this hour
  private final Map<String, Integer> failures = new HashMap<>(); // by organization; in this hour
  private final Map<LocalDate, Long> sentOfDay = new HashMap<>(); // as known in this turn
  private Optional<DueReport> last = Optional.empty(); // that was looked at

  /** Sends what is due. For one server at a time; waits for DNS. */
  public synchronized void send() {
    if (!settings.sent()) {
      return;
    }
    Instant now = clock.instant();
    long end = nanos.getAsLong() + TURN.toNanos();
    Instant thisHour = ReportPeriod.at(now, 1).begin();
    if (!thisHour.equals(hour)) {
      hour = thisHour;
      failed.clear();
      failures.clear();
    }
    sentOfDay.clear();
    Optional<DueReport> begun = last;
    // behind those who have had their turn: whoever lets us wait is no harm to the others
    if (sendAfter(begun, now, end) && begun.isPresent()) {
      sendAfter(Optional.empty(), now, end);
    }
  }

  /** Whether there was time for all. */
  private boolean sendAfter(Optional<DueReport> begun, Instant now, long end) {
    for (DueReport each : evaluations.due(now.minus(WRITTEN), begun)) {
      if (nanos.getAsLong() - end > 0) {
        return false;
      }
      last = Optional.of(each);
      if (isDue(each, now) && !isFailing(each)) {
        attempt(each, now);
      }
    }
    return true;
  }

  private static boolean isDue(DueReport report, Instant now) {
    ReportPeriod period = report.period();
    int spread = Math.min(MOST_SPREAD, period.hours() * SPREAD_MINUTES);
    int later = Math.floorMod(report.domain().hashCode(), spread);
    return !period.end().plus(WRITTEN).plus(Duration.ofMinutes(later)).isAfter(now);
  }

  private boolean isFailing(DueReport report) {
    return failed.contains(report)
        || failures.getOrDefault(report.organization(), 0) >= MOST_FAILURES;
  }

  private void failed(DueReport report) {
    failed.add(report);
    failures.merge(report.organization(), 1, Integer::sum);
  }

  // what is wrong with one report is no harm to the others
  private void attempt(DueReport report, Instant now) {
    try {
      send(report, now);
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      Failures.tell(LOG, "event=dmarc-report-failed domain=" + report.domain(), e);
      failed(report);
    }
  }

  private void send(DueReport report, Instant now) {
    String domain = report.domain();
    boolean late = report.period().end().isBefore(now.minus(TOO_LATE));
    if (late || settings.excludes(domain) || isTooMuch(report)) {
      evaluations.reported(report, 0);
      return;
    }
    Answer answer = wanted(domain);
    if (answer instanceof Answer.Unknown) {
      failed(report);
    } else if (answer instanceof Answer.Wanted wanted) {
      int sent = send(report, wanted.request(), now);
      sentOfDay.merge(report.period().day(), (long) sent, Long::sum);
      evaluations.reported(report, sent);
    } else {
      evaluations.reported(report, 0);
    }
  }

  private boolean isTooMuch(DueReport report) {
    LocalDate day = report.period().day();
    boolean much =
        sentOfDay.computeIfAbsent(day, evaluations::sent) >= MOST_OF_DAY
            || evaluations.sent(day, report.organization()) >= MOST_OF_ORGANIZATION;
    if (much) {
      LOG.log(
          System.Logger.Level.INFO,
          "event=dmarc-report-left-out domain={0} organization={1} cause=limit",
          report.domain(),
          report.organization());
    }
    return much;
  }

  /** Who wants reports about a domain. */
  Answer wanted(String domain) {
    return new ReportRequests(dns, settings.discovery()).of(domain);
  }

  private int send(DueReport report, ReportRequest request, Instant now) {
    Map<Evaluation, Long> counted = evaluations.of(report.period(), report.domain());
    int sent = 0;
    for (ReportDestination each : request.destinations()) {
      if (!settings.excludes(each.address()) && send(report, request, counted, each, now)) {
        sent++;
      }
    }
    return sent;
  }

  private boolean send(
      DueReport report,
      ReportRequest request,
      Map<Evaluation, Long> counted,
      ReportDestination to,
      Instant now) {
    Address address = to.address();
    String id = id(report, address);
    AggregateFeedback feedback =
        new AggregateFeedback(
            outgoing.reporter(),
            id + "@" + outgoing.reporter(),
            report.period().begin(),
            report.period().end(),
            report.domain(),
            settings.discovery(),
            request.record(),
            counted.entrySet().stream()
                .map(each -> FeedbackRow.of(each.getKey(), each.getValue()))
                .toList());
    byte[] mail = packed(feedback).mail(address.toAscii(), now);
    if (mail.length > to.mostOctets()) { // RFC 7489 §6.2
      LOG.log(
          System.Logger.Level.INFO,
          "event=dmarc-report-left-out id={0} domain={1} to={2} cause=size",
          id,
          report.domain(),
          address);
      return false;
    }
    outgoing.send(id, address, mail);
    LOG.log(
        System.Logger.Level.INFO,
        "event=dmarc-report id={0} domain={1} to={2}",
        id,
        report.domain(),
        address);
    return true;
  }

  // the same whenever it is made, so that the outgoing queue takes it once
  private static String id(DueReport report, Address to) {
    ReportPeriod period = report.period();
    return "dmarc-%s%02d-%d-%s"
        .formatted(
            period.day().toString().replace("-", ""),
            period.hour(),
            period.hours(),
            OutgoingReports.digest(report.domain() + " " + to));
  }

  // RFC 9990 §3.5.2, RFC 7489 §7.2.1.1
  private static PackedReport packed(AggregateFeedback feedback) {
    String reporter = feedback.reporter();
    String domain = feedback.domain();
    return new PackedReport(
        reporter,
        domain,
        feedback.id(),
        List.of(),
        "multipart/mixed",
        List.of(
            "This is an aggregate report of DMARC about mail in the name of",
            domain + ", from " + feedback.begin() + " to " + feedback.end() + ",",
            "as " + reporter + " has received it."),
        "application/gzip",
        "%s!%s!%d!%d.xml.gz"
            .formatted(
                reporter,
                domain,
                feedback.begin().getEpochSecond(),
                feedback.end().getEpochSecond() - 1),
        feedback.xml());
  }
}
