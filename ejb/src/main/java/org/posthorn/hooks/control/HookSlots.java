package org.posthorn.hooks.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which webhooks are served at a time: each once, so many at once, first come first served. One
 * that takes long gives its place to others, so that receivers that hang delay nobody else, as far
 * as there are threads. Thread-safe.
 */
final class HookSlots {
  private static final long SLOW = Duration.ofSeconds(2).toNanos();
  private static final int TIMES = 10; // so many times as many in all

  private final int most;
  private final LongSupplier nanos;
  private final Map<Long, Long> running = new HashMap<>(); // since when
  private final Set<Long> waiting = new LinkedHashSet<>();
  private final Set<Long> again = new LinkedHashSet<>(); // of those that are running

  /**
   * @param most how many at once, without those that take long
   */
  HookSlots(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
  }

  /** Something is to be sent to a webhook; gives those whose turn it is. */
  synchronized List<Long> enter(long webhook) {
    if (running.containsKey(webhook)) {
      again.add(webhook);
    } else {
      waiting.add(webhook);
    }
    return next();
  }

  /** The turn of a webhook is over; gives those whose turn it is. */
  synchronized List<Long> leave(long webhook) {
    running.remove(webhook);
    if (again.remove(webhook)) {
      waiting.add(webhook);
    }
    return next();
  }

  /** Gives those whose turn it is since others take long. */
  synchronized List<Long> next() {
    long now = nanos.getAsLong();
    long quick = running.values().stream().filter(since -> now - since < SLOW).count();
    List<Long> begun = new ArrayList<>();
    Iterator<Long> candidates = waiting.iterator();
    while (candidates.hasNext() && quick < most && running.size() < most * TIMES) {
      long webhook = candidates.next();
      candidates.remove();
      running.put(webhook, now);
      begun.add(webhook);
      quick++;
    }
    return begun;
  }

  /** A webhook has more to be sent than its turn allows: it has another one behind the others. */
  synchronized void again(long webhook) {
    again.add(webhook);
  }
}
