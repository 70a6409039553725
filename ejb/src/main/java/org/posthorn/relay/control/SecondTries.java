package org.posthorn.relay.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Groups whose attempt broke off by a fault of ours, until they are tried again. Thread-safe. Only
 * in memory: the rows bring them back later.
 */
final class SecondTries {
  private static final int MOST = 100_000;

  private final LongSupplier nanos;
  private final Map<Destination, Long> due = new LinkedHashMap<>();

  SecondTries(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Remembers one for later. */
  synchronized void add(Destination group, Duration after) {
    if (due.size() < MOST) {
      due.putIfAbsent(group, nanos.getAsLong() + after.toNanos());
    }
  }

  /** Those whose time has come; they are forgotten here. */
  synchronized List<Destination> due() {
    long now = nanos.getAsLong();
    List<Destination> found = new ArrayList<>();
    for (Iterator<Map.Entry<Destination, Long>> all = due.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Destination, Long> each = all.next();
      if (now - each.getValue() >= 0) {
        found.add(each.getKey());
        all.remove();
      }
    }
    return found;
  }
}
