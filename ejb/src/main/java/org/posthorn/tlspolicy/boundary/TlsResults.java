package org.posthorn.tlspolicy.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.posthorn.database.Outage;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.mailauth.tlsrpt.PolicyResult;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.tlspolicy.control.ResultRows;

/**
 * Counts how TLS with other servers goes, by policy and day (RFC 8460 §4.1), and what their servers
 * offer. Counts in memory and writes once a minute: what a crash takes from a report is not worth a
 * commit for each connection. Thread-safe.
 */
@ApplicationScoped
public class TlsResults {
  private static final System.Logger LOG = System.getLogger(TlsResults.class.getName());
  private static final int MOST = 20_000; // kinds of results, and domains, that wait
  private static final int KEPT_DAYS = 10;
  private static final Duration OFFERS_KEPT = Duration.ofDays(180);
  private static final Duration OFFER_AGAIN = Duration.ofDays(7);

  @Inject ResultRows rows;

  Clock clock = Clock.systemUTC();

  private Map<Counted, Long> results = new HashMap<>();
  private Map<String, TlsOffer> offers = new HashMap<>();
  private final Map<String, Written> written =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
          return size() > MOST;
        }
      };

  private record Counted(LocalDate day, TlsSession session) {}

  private record Written(TlsOffer offer, long second) {}

  /** Counts a session. Does not wait. */
  public synchronized void count(TlsSession session) {
    TlsSession alike =
        session.failure().isPresent()
            ? session
            : new TlsSession(session.policy(), Optional.empty(), "", "", ""); // needs no details
    Counted counted = new Counted(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), alike);
    if (results.size() < MOST || results.containsKey(counted)) {
      results.merge(counted, 1L, Long::sum);
    }
  }

  /** Remembers what the servers of a domain offer. Does not wait. */
  public synchronized void seen(String domain, TlsOffer offer) {
    Written known = written.get(domain);
    long second = clock.instant().getEpochSecond();
    boolean news =
        known == null
            || !known.offer().equals(offer)
            || second - known.second() > OFFER_AGAIN.toSeconds();
    if (news && offers.size() < MOST) {
      offers.put(domain, offer);
    }
  }

  /** What the servers of a domain offered when mail went there last, as far as it is written. */
  public Optional<TlsOffer> offer(String domain) {
    return rows.offer(domain).map(row -> new TlsOffer(row.startTls(), row.requireTls()));
  }

  /** Writes what was counted. What cannot be written waits for the next time. */
  public void write() {
    Map<Counted, Long> counted;
    Map<String, TlsOffer> seen;
    synchronized (this) {
      counted = results;
      results = new HashMap<>();
      seen = offers;
      offers = new HashMap<>();
    }
    try {
      for (Map.Entry<Counted, Long> each : List.copyOf(counted.entrySet())) {
        add(each.getKey(), each.getValue());
        counted.remove(each.getKey());
      }
      for (Map.Entry<String, TlsOffer> each : List.copyOf(seen.entrySet())) {
        TlsOffer offer = each.getValue();
        rows.put(each.getKey(), offer.startTls(), offer.requireTls(), clock.instant());
        written(each.getKey(), offer);
        seen.remove(each.getKey());
      }
    } finally {
      giveBack(counted, seen);
    }
  }

  private void add(Counted next, long sessions) {
    try {
      rows.add(next.day(), next.session(), sessions);
    } catch (RuntimeException e) { // another server may have made the row a moment ago
      LOG.log(System.Logger.Level.DEBUG, "event=tls-result-again", e);
      addAgain(next, sessions);
    }
  }

  private void addAgain(Counted next, long sessions) {
    try {
      rows.add(next.day(), next.session(), sessions);
    } catch (RuntimeException e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "event=tls-result-lost", e); // others come after it
    }
  }

  private synchronized void written(String domain, TlsOffer offer) {
    written.put(domain, new Written(offer, clock.instant().getEpochSecond()));
  }

  private synchronized void giveBack(Map<Counted, Long> counted, Map<String, TlsOffer> seen) {
    counted.forEach((each, sessions) -> results.merge(each, sessions, Long::sum));
    seen.forEach(offers::putIfAbsent);
  }

  /** The results of a day that were written, by the domain that a report would go to. */
  public Map<String, List<PolicyResult>> of(LocalDate day) {
    Map<AppliedPolicy, Map<TlsSession, Long>> byPolicy = new LinkedHashMap<>();
    rows.of(day)
        .forEach(
            (session, sessions) ->
                byPolicy
                    .computeIfAbsent(session.policy(), any -> new LinkedHashMap<>())
                    .put(session, sessions));
    Map<String, List<PolicyResult>> byDomain = new TreeMap<>();
    byPolicy.forEach(
        (policy, sessions) ->
            byDomain
                .computeIfAbsent(policy.domain(), any -> new ArrayList<>())
                .add(PolicyResult.of(policy, sessions)));
    return byDomain;
  }

  /** Forgets what is older than reports want. For one server at a time. */
  public void forget() {
    rows.forget(
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(KEPT_DAYS),
        clock.instant().minus(OFFERS_KEPT));
  }
}
