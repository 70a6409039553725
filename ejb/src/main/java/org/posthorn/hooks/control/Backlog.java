package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.hooks.value.CallAdded;

/**
 * How many requests wait for each webhook: what was counted a while ago, and what this server has
 * added and ended since. Enough to keep a webhook within its bounds, without a count for each
 * event.
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
  boolean take(long webhook, int most) {
    AtomicLong count = waiting.computeIfAbsent(webhook, none -> new AtomicLong());
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A request waits no longer. */
  void give(long webhook) {
    AtomicLong count = waiting.get(webhook);
    if (count != null) { // not below nothing: it may have been counted just now
      count.updateAndGet(known -> Math.max(0, known - 1));
    }
  }

  void on(@Observes(during = TransactionPhase.AFTER_FAILURE) CallAdded rolledBack) {
    give(rolledBack.webhook());
  }

  /** Whether this is the first request since the last count that had no place. */
  boolean firstLost(long webhook) {
    return full.add(webhook);
  }

  /** They were counted. */
  void counted(Map<Long, Long> counts) {
    full.clear();
    waiting.keySet().retainAll(counts.keySet());
    counts.forEach(
        (webhook, count) -> waiting.computeIfAbsent(webhook, none -> new AtomicLong()).set(count));
  }
}
