package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests wait of each account: what was counted a while ago, and those of this server
 * since. Enough to keep an account within its bounds, without a count for each event.
 */
@ApplicationScoped
public class Backlog {
  private final Map<Long, AtomicLong> waiting = new ConcurrentHashMap<>();
  private final Set<Long> full = ConcurrentHashMap.newKeySet();

  /**
   * Takes a place for a request.
   *
   * @param most how many may wait
   * @return false when there is none left
   */
  boolean take(long account, int most) {
    AtomicLong count = waiting.computeIfAbsent(account, none -> new AtomicLong());
    if (count.get() >= most) {
      return false;
    }
    count.incrementAndGet();
    return true;
  }

  /** Whether this is the first request since the last count that had no place. */
  boolean firstLost(long account) {
    return full.add(account);
  }

  /** They were counted. */
  void counted(Map<Long, Long> counts) {
    full.clear();
    waiting.keySet().retainAll(counts.keySet());
    counts.forEach(
        (account, count) -> waiting.computeIfAbsent(account, none -> new AtomicLong()).set(count));
  }
}
