package org.posthorn.relay.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds how many attempts run at once, in all and for one domain. A group for which there is no
 * slot is parked, and handed to a worker that has just finished another; domains take turns.
 * Thread-safe. What is parked is only in memory: the rows bring it back.
 */
public final class Slots {
  private static final int MOST_PARKED = 100_000;

  private final int total;
  private final int perDomain;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Deque<Group>> parked = new LinkedHashMap<>();
  private int inUse;
  private int waiting;

  Slots(int total, int perDomain) {
    this.total = total;
    this.perDomain = perDomain;
  }

  /** Whether the group may be attempted now; otherwise another worker will get it. */
  synchronized boolean enter(Group group) {
    if (inUse < total && free(group.domain())) {
      take(group.domain());
      return true;
    }
    if (waiting < MOST_PARKED) {
      parked.computeIfAbsent(group.domain(), domain -> new ArrayDeque<>()).add(group);
      waiting++;
    }
    return false;
  }

  /** Gives the slot of a group back; the group that has the next one, if any. */
  synchronized Optional<Group> leave(Group group) {
    inUse--;
    running.computeIfPresent(group.domain(), (domain, n) -> n == 1 ? null : n - 1);
    for (Iterator<String> domains = parked.keySet().iterator(); domains.hasNext(); ) {
      String domain = domains.next();
      if (free(domain)) {
        Deque<Group> groups = parked.getOrDefault(domain, new ArrayDeque<>());
        domains.remove();
        Group next = groups.remove();
        waiting--;
        if (!groups.isEmpty()) {
          parked.put(domain, groups); // at the end: the others are first now
        }
        take(domain);
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  private boolean free(String domain) {
    return running.getOrDefault(domain, 0) < perDomain;
  }

  private void take(String domain) {
    inUse++;
    running.merge(domain, 1, Integer::sum);
  }
}
