package org.posthorn.logins.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.logins.value.Block;

/** The counters, in memory; those that were not touched for longest give way. Thread-safe. */
final class FailureCounts {
  private static final int MOST = 200_000;

  private final Map<Key, FailureCount> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, FailureCount> eldest) {
          return size() > MOST;
        }
      };

  /** Whose failures. */
  record Key(Counted counted, boolean http, String name) {}

  synchronized Duration delay(Key key, long now) {
    FailureCount tally = tallies.get(key);
    return tally == null ? Duration.ZERO : tally.delay(key.counted().budget(), now);
  }

  synchronized double count(Key key, long now) {
    FailureCount tally = tallies.get(key);
    return tally == null ? 0 : tally.count(key.counted().budget(), now);
  }

  synchronized void add(Key key, int one, long now) {
    tallies.computeIfAbsent(key, k -> new FailureCount()).add(key.counted().budget(), one, now);
  }

  synchronized void remove(Key key) {
    tallies.remove(key);
  }

  /** Removes all of a kind and name; answers whether there were any. */
  synchronized boolean remove(String kind, String name) {
    return tallies.keySet().removeIf(k -> k.counted().kind().equals(kind) && k.name().equals(name));
  }

  /** Those who have to wait, up to a number; forgets what has drained away. */
  synchronized List<Block> blocks(int most, long now) {
    tallies.entrySet().removeIf(e -> e.getValue().empty(e.getKey().counted().budget(), now));
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<Key, FailureCount> each : tallies.entrySet()) {
      FailureBudget budget = each.getKey().counted().budget();
      Duration delay = each.getValue().delay(budget, now);
      if (!delay.isZero() && blocks.size() < most) {
        blocks.add(
            new Block(
                each.getKey().counted().kind(),
                each.getKey().name(),
                each.getKey().http() ? "http" : "mail",
                (int) Math.round(each.getValue().count(budget, now)),
                delay));
      }
    }
    return blocks;
  }
}
