package org.posthorn.mailauth.mtasts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.posthorn.mailauth.dns.TxtLookup;
import org.posthorn.mailauth.tlsrpt.TlsFailure;

/**
 * The policies of domains: fetched when a domain says that it has a new one, remembered for the
 * time that it says, fetched again before they end. A policy that holds is not given up because DNS
 * or the web server do not answer. RFC 8461 §3.3, §5.1, §10. Thread-safe; waits for the network.
 */
public final class StsPolicies {
  private static final System.Logger LOG = System.getLogger(StsPolicies.class.getName());
  private static final Duration REST = Duration.ofMinutes(5); // RFC 8461 §3.3: after a failure
  private static final Duration AGAIN = Duration.ofDays(1);
  private static final Duration UNUSED = Duration.ofDays(60);
  private static final int RESTING = 10_000;

  private final TxtLookup dns;
  private final PolicyFetch fetch;
  private final PolicyStore store;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, Rest> resting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rest> eldest) {
          return size() > RESTING;
        }
      };

  /** Whatever the id, which a stranger may change at each question. */
  private record Rest(TlsFailure failure, long until) {}

  /**
   * @param clock the time of day, because policies outlast this process
   * @param nanos a clock that never goes back
   */
  public StsPolicies(
      TxtLookup dns, PolicyFetch fetch, PolicyStore store, Clock clock, LongSupplier nanos) {
    this.dns = dns;
    this.fetch = fetch;
    this.store = store;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * The policy of a domain.
   *
   * @param domain in A-labels and lower case
   */
  public StsLookup find(String domain) {
    Instant now = clock.instant();
    Optional<CachedPolicy> kept = store.find(domain).filter(each -> each.until().isAfter(now));
    Optional<StsRecord> record = record(domain);
    if (kept.isEmpty() && record.isEmpty()) {
      return StsLookup.NOTHING;
    }
    kept.filter(each -> each.used().plus(AGAIN).isBefore(now))
        .ifPresent(each -> store.used(domain, now));
    Optional<String> fresh =
        record
            .map(StsRecord::id)
            .filter(id -> kept.map(each -> !each.id().equals(id)).orElse(true));
    if (fresh.isEmpty()) { // RFC 8461 §5.1: a record that is missing does not end a policy
      return found(kept.map(CachedPolicy::policy), Optional.empty());
    }
    return fetched(domain, fresh.get(), kept.map(CachedPolicy::policy));
  }

  private Optional<StsRecord> record(String domain) {
    return dns.texts(StsRecord.name(domain)).flatMap(StsRecord::of);
  }

  private StsLookup fetched(String domain, String id, Optional<StsPolicy> kept) {
    Optional<TlsFailure> before = resting(domain);
    if (before.isPresent()) {
      return found(kept, before);
    }
    PolicyFetch.Fetched fetched = fetch.fetch(domain);
    if (fetched instanceof PolicyFetch.Fetched.Policy found) {
      keep(domain, id, found.policy(), clock.instant());
      return found(Optional.of(found.policy()), Optional.empty());
    }
    TlsFailure failure = ((PolicyFetch.Fetched.Failed) fetched).failure();
    LOG.log(
        System.Logger.Level.INFO,
        "event=sts-policy-failed domain={0} type={1} cause=\"{2}\" kept={3}",
        domain,
        failure.type().text(),
        failure.reason(),
        kept.isPresent());
    rest(domain, new Rest(failure, nanos.getAsLong() + REST.toNanos()));
    return found(kept, Optional.of(failure));
  }

  private void keep(String domain, String id, StsPolicy policy, Instant used) {
    CachedPolicy kept = new CachedPolicy(domain, id, policy, clock.instant(), used);
    try {
      store.put(kept);
    } catch (RuntimeException e) { // others may have put the same a moment ago
      LOG.log(System.Logger.Level.DEBUG, "event=sts-policy-again", e);
      store.put(kept);
    }
    LOG.log(
        System.Logger.Level.INFO,
        "event=sts-policy domain={0} id={1} mode={2}",
        domain,
        id,
        policy.mode());
  }

  private static StsLookup found(Optional<StsPolicy> policy, Optional<TlsFailure> failure) {
    return new StsLookup(policy.filter(each -> each.mode() != StsMode.NONE), failure);
  }

  private synchronized Optional<TlsFailure> resting(String domain) {
    return Optional.ofNullable(resting.get(domain))
        .filter(rest -> nanos.getAsLong() - rest.until() < 0)
        .map(Rest::failure);
  }

  private synchronized void rest(String domain, Rest rest) {
    resting.remove(domain); // to be the youngest
    resting.put(domain, rest);
  }

  /**
   * Fetches policies again that are a day old, so that whoever keeps mail from fetching a policy
   * must do so for as long as it holds (RFC 8461 §10.2), and forgets those that have ended. For one
   * server at a time.
   *
   * @param most as many at most
   */
  public void refresh(int most) {
    Instant now = clock.instant();
    store.forget(now);
    List<CachedPolicy> due = store.stale(now.minus(AGAIN), now.minus(UNUSED), most);
    for (CachedPolicy each : due) {
      try {
        refresh(each);
      } catch (RuntimeException | StackOverflowError e) { // it is not in the way of the others
        LOG.log(System.Logger.Level.WARNING, "event=sts-not-refreshed domain=" + each.domain(), e);
      }
    }
  }

  private void refresh(CachedPolicy old) {
    if (resting(old.domain()).isPresent()) {
      return;
    }
    Optional<String> id = record(old.domain()).map(StsRecord::id);
    PolicyFetch.Fetched fetched = fetch.fetch(old.domain());
    if (fetched instanceof PolicyFetch.Fetched.Policy found) {
      keep(old.domain(), id.orElse(old.id()), found.policy(), old.used());
    } else { // so that those that never answer do not hold up the others each time
      TlsFailure failure = ((PolicyFetch.Fetched.Failed) fetched).failure();
      rest(old.domain(), new Rest(failure, nanos.getAsLong() + AGAIN.toNanos()));
    }
  }
}
