package org.posthorn.mailauth.dmarc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.posthorn.mailauth.dmarc.DmarcLookup.NoAnswer;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.Name;

/** Finds out who wants aggregate reports about a domain. Thread-safe; waits for DNS. */
public final class ReportRequests {
  private static final int MOST = 10; // destinations of a domain
  private static final Duration PATIENCE = Duration.ofSeconds(20); // with all names of a domain

  private final BiFunction<Name, Integer, DnsAnswer> dns;
  private final DmarcDiscovery discovery;
  private final LongSupplier nanos;

  public ReportRequests(Dns dns, DmarcDiscovery discovery) {
    this(dns::ask, discovery);
  }

  /** Asks somebody else for the records of a name and type. */
  public ReportRequests(BiFunction<Name, Integer, DnsAnswer> dns, DmarcDiscovery discovery) {
    this(dns, discovery, System::nanoTime);
  }

  ReportRequests(
      BiFunction<Name, Integer, DnsAnswer> dns, DmarcDiscovery discovery, LongSupplier nanos) {
    this.dns = dns;
    this.discovery = discovery;
    this.nanos = nanos;
  }

  /** What is known of a domain. */
  public sealed interface Answer {
    /** It wants them. */
    record Wanted(ReportRequest request) implements Answer {}

    /** It has no record, or names nobody who may get them. */
    record None() implements Answer {}

    /** DNS does not answer now, or takes long for all that it is to be asked. */
    record Unknown() implements Answer {}
  }

  /**
   * What a domain wants now. Nothing more is asked after 20 s.
   *
   * @param domain that has published a policy, in A-labels
   */
  public Answer of(String domain) {
    long end = nanos.getAsLong() + PATIENCE.toNanos();
    DmarcLookup lookup = new DmarcLookup((name, type) -> askUntil(end, name, type), discovery);
    try {
      Optional<DmarcRecord> record = lookup.record(domain);
      List<ReportDestination> agreed = new ArrayList<>();
      List<ReportDestination> named =
          record.map(DmarcRecord::aggregate).stream()
              .flatMap(List::stream)
              .limit(MOST)
              .flatMap(uri -> ReportDestination.of(uri).stream())
              .toList();
      for (ReportDestination each : named) {
        agreed(domain, each, lookup).filter(to -> !agreed.contains(to)).ifPresent(agreed::add);
      }
      return agreed.isEmpty()
          ? new Answer.None()
          : new Answer.Wanted(new ReportRequest(record.orElseThrow(), agreed));
    } catch (NoAnswer e) {
      return new Answer.Unknown();
    }
  }

  private DnsAnswer askUntil(long end, Name name, int type) {
    return nanos.getAsLong() - end < 0
        ? dns.apply(name, type)
        : new DnsAnswer.Failed("too late", false);
  }

  /**
   * A destination elsewhere has to agree, or anybody could have reports sent to anybody. It may
   * name another address of its own. RFC 7489 §7.1, RFC 9990 §4.
   */
  private static Optional<ReportDestination> agreed(
      String domain, ReportDestination to, DmarcLookup lookup) throws NoAnswer {
    String host = to.address().asciiDomain();
    if (lookup.organization(host).equals(lookup.organization(domain))) {
      return Optional.of(to);
    }
    List<String> texts =
        lookup.texts(domain + "._report._dmarc." + host).stream()
            .filter(DmarcRecord::counts)
            .toList();
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    Optional<ReportDestination> other =
        texts.stream()
            .flatMap(text -> DmarcRecord.aggregate(text).stream())
            .flatMap(uri -> ReportDestination.of(uri).stream())
            .findFirst();
    return other.isEmpty()
        ? Optional.of(to)
        : other.filter(each -> each.address().asciiDomain().equals(host));
  }
}
