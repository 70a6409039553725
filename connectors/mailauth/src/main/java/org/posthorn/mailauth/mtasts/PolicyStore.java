package org.posthorn.mailauth.mtasts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where policies outlast this process, shared by all servers. Thread-safe. */
public interface PolicyStore {

  /** The policy of a domain, whether it still holds or not. */
  Optional<CachedPolicy> find(String domain);

  /** Keeps a policy in the place of an earlier one of the domain. Durable on return. */
  void put(CachedPolicy policy);

  /** Remembers that the policy of a domain was asked for. */
  void used(String domain, Instant moment);

  /**
   * Policies to be fetched again before they end: those fetched before a moment and used after
   * another.
   *
   * @param most as many at most, those that end first
   */
  List<CachedPolicy> stale(Instant fetched, Instant used, int most);

  /** Forgets those that ended before a moment. */
  void forget(Instant moment);
}
