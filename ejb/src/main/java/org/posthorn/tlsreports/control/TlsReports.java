package org.posthorn.tlsreports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.TxtLookup;
import org.posthorn.mailauth.reports.MailtoUri;
import org.posthorn.mailauth.tlsrpt.PolicyResult;
import org.posthorn.mailauth.tlsrpt.TlsReport;
import org.posthorn.mailauth.tlsrpt.TlsRptRecord;
import org.posthorn.reporting.boundary.OutgoingReports;
import org.posthorn.reporting.value.PackedReport;
import org.posthorn.tlspolicy.boundary.TlsResults;

/**
 * Sends reports of the day before to the domains that want them, spread over four hours of UTC. A
 * report has the same id whenever it is made, so that the outgoing queue takes it once. RFC 8460
 * §4.
 */
@ApplicationScoped
public class TlsReports {
  private static final System.Logger LOG = System.getLogger(TlsReports.class.getName());
  private static final int FIRST_MINUTE = 10; // what was counted is written by then
  private static final int SPREAD_MINUTES = 240;

  @Inject TlsResults results;
  @Inject OutgoingReports outgoing;
  @Inject ReportSettings settings;
  @Inject Dns dns;

  Clock clock = Clock.systemUTC();
  private LocalDate day = LocalDate.EPOCH; // guarded by this, as what follows
  private final Set<String> done = new HashSet<>();

  /** Sends what is due. For one server at a time; waits for DNS. */
  public synchronized void send() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    long minute = Duration.between(today.atStartOfDay(ZoneOffset.UTC).toInstant(), now).toMinutes();
    if (settings.which().equals("off") || minute < FIRST_MINUTE) {
      return;
    }
    LocalDate about = today.minusDays(1);
    if (!about.equals(day)) {
      day = about;
      done.clear();
    }
    for (Map.Entry<String, List<PolicyResult>> each : results.of(about).entrySet()) {
      String domain = each.getKey();
      boolean due = minute >= FIRST_MINUTE + Math.floorMod(domain.hashCode(), SPREAD_MINUTES);
      if (due && !done.contains(domain) && send(about, domain, each.getValue())) {
        done.add(domain);
      }
    }
  }

  /** Whether there is nothing more to do for a domain. */
  private boolean send(LocalDate about, String domain, List<PolicyResult> found) {
    boolean failed = found.stream().anyMatch(each -> each.failed() > 0);
    if (!failed && settings.which().equals("failures")) {
      return true;
    }
    Optional<List<String>> texts = texts(TlsRptRecord.name(domain));
    List<Address> to =
        texts.flatMap(TlsRptRecord::of).stream()
            .flatMap(each -> each.reports().stream())
            .flatMap(uri -> MailtoUri.address(uri).stream())
            .distinct()
            .toList();
    to.forEach(address -> send(about, domain, found, address));
    return texts.isPresent(); // else DNS is asked again later
  }

  Optional<List<String>> texts(String name) {
    return new TxtLookup(dns).texts(name);
  }

  private void send(LocalDate about, String domain, List<PolicyResult> found, Address to) {
    String id =
        "tlsrpt-"
            + about.toString().replace("-", "")
            + "-"
            + OutgoingReports.digest(domain + " " + to);
    String reporter = outgoing.reporter();
    TlsReport report =
        new TlsReport(
            reporter,
            "postmaster@" + reporter,
            id + "@" + reporter,
            about.atStartOfDay(ZoneOffset.UTC).toInstant(),
            about.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1),
            found);
    outgoing.send(id, to, packed(report, domain).mail(to.toAscii(), clock.instant()));
    LOG.log(System.Logger.Level.INFO, "event=tls-report id={0} domain={1} to={2}", id, domain, to);
  }

  // RFC 8460 §5.3
  private static PackedReport packed(TlsReport report, String domain) {
    String reporter = report.organization();
    return new PackedReport(
        reporter,
        domain,
        report.id(),
        List.of(
            "TLS-Report-Domain: " + domain,
            "TLS-Report-Submitter: " + reporter,
            "TLS-Required: No"), // what is reported must not keep the report back. RFC 8689 §3
        "multipart/report; report-type=\"tlsrpt\"",
        List.of(
            "This is an aggregate report about TLS with the mail servers of",
            domain + ", from " + report.start() + " to " + report.end() + ",",
            "as " + reporter + " has met them."),
        "application/tlsrpt+gzip",
        "%s!%s!%d!%d.json.gz" // RFC 8460 §5.1
            .formatted(
                reporter, domain, report.start().getEpochSecond(), report.end().getEpochSecond()),
        report.json());
  }
}
