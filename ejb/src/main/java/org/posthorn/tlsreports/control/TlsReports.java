package org.posthorn.tlsreports.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.TxtLookup;
import org.posthorn.mailauth.tlsrpt.PolicyResult;
import org.posthorn.mailauth.tlsrpt.TlsReport;
import org.posthorn.mailauth.tlsrpt.TlsRptRecord;
import org.posthorn.relay.boundary.Relay;
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
  @Inject ContentStore contents;
  @Inject Relay relay;
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
            .flatMap(uri -> address(uri).stream())
            .distinct()
            .toList();
    to.forEach(address -> send(about, domain, found, address));
    return texts.isPresent(); // else DNS is asked again later
  }

  Optional<List<String>> texts(String name) {
    return new TxtLookup(dns).texts(name);
  }

  // mailtoURI = "mailto:" [ to ] [ hfields ] ; RFC 6068 §2; no header field is wanted here
  private static Optional<Address> address(String uri) {
    if (!uri.toLowerCase(Locale.ROOT).startsWith("mailto:")) {
      return Optional.empty();
    }
    String encoded = uri.substring("mailto:".length()).split("\\?", 2)[0];
    try {
      return Address.parse(URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8))
          .filter(address -> !address.needsUtf8());
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private void send(LocalDate about, String domain, List<PolicyResult> found, Address to) {
    String id = "tlsrpt-" + about.toString().replace("-", "") + "-" + digest(domain + " " + to);
    TlsReport report =
        new TlsReport(
            settings.hostName(),
            "postmaster@" + settings.hostName(),
            id + "@" + settings.hostName(),
            about.atStartOfDay(ZoneOffset.UTC).toInstant(),
            about.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1),
            found);
    byte[] mail =
        new TlsReportMail(report, domain, settings.hostName(), to.toAscii())
            .compose(clock.instant());
    // nobody is told when it cannot be delivered: there will be another one tomorrow
    Envelope envelope = Envelope.of(Optional.empty(), List.of(to), false, Body.SEVEN_BIT).asOwn();
    relay.enqueue(id, envelope, write(mail).id());
    LOG.log(System.Logger.Level.INFO, "event=tls-report id={0} domain={1} to={2}", id, domain, to);
  }

  private Content write(byte[] mail) {
    ContentSink sink = contents.sink();
    try {
      sink.write(ByteBuffer.wrap(mail));
      Content written = sink.finish();
      contents.sync(new long[] {written.id()});
      return written;
    } catch (RuntimeException e) {
      sink.discard();
      throw e;
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
