package org.posthorn.hooks.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which webhooks are served at a time: each once, so many at once, first come first served. One
 * that takes long gives its place to others, so that receivers that hang delay nobody else, as far
 * as there are threads; those of one account have a few of them at most. Thread-safe.
 */
final class HookSlots {
  private static final long SLOW = Duration.ofSeconds(2).toNanos();
  private static final int TIMES = 10; // so many times as many in all

  /** So many webhooks of an account are served at a time. */
  static final int OF_ACCOUNT = 5;

  private final int most;
  private final LongSupplier nanos;
  private final Map<Long, Turn> running = new HashMap<>();
  private final Map<Long, Long> waiting = new LinkedHashMap<>(); // the account of a webhook
  private final Set<Long> again = new HashSet<>(); // of those that are running

  private record Turn(long account, long since) {}

  /**
   * @param most how many at once, without those that take long
   */
  HookSlots(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
  }

  /** Something is to be sent to a webhook; gives those whose turn it is. */
  synchronized List<Long> enter(long webhook, long account) {
    if (running.containsKey(webhook)) {
      again.add(webhook);
    } else {
      waiting.put(webhook, account);
    }
    return next();
  }

  /** The turn of a webhook is over; gives those whose turn it is. */
  synchronized List<Long> leave(long webhook) {
    Turn turn = running.remove(webhook);
    if (again.remove(webhook) && turn != null) {
      waiting.put(webhook, turn.account());
    }
    return next();
  }

  /** Gives those whose turn it is since others take long. */
  synchronized List<Long> next() {
    long now = nanos.getAsLong();
    long quick = running.values().stream().filter(turn -> now - turn.since() < SLOW).count();
    List<Long> begun = new ArrayList<>();
    Iterator<Map.Entry<Long, Long>> candidates = waiting.entrySet().iterator();
    while (candidates.hasNext() && quick < most && running.size() < most * TIMES) {
      Map.Entry<Long, Long> candidate = candidates.next();
      if (running(candidate.getValue()) < OF_ACCOUNT) {
        candidates.remove();
        running.put(candidate.getKey(), new Turn(candidate.getValue(), now));
        begun.add(candidate.getKey());
        quick++;
      }
    }
    return begun;
  }

  private long running(long account) {
    return running.values().stream().filter(turn -> turn.account() == account).count();
  }

  /** A webhook has more to be sent than its turn allows: it has another one behind the others. */
  synchronized void again(long webhook) {
    again.add(webhook);
  }
}
