package org.posthorn.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Counts of what happens in this virtual machine since its start. Whoever counts needs no container
 * and waits for nobody; who wants to show the counts follows them. Thread-safe.
 */
public final class Statistics {
  private static final Map<Series, LongAdder> COUNTS = new ConcurrentHashMap<>();
  private static final List<BiConsumer<Series, LongAdder>> FOLLOWERS = new CopyOnWriteArrayList<>();

  private Statistics() {}

  /**
   * What is counted.
   *
   * @param name like {@code imap_commands}
   * @param labels by their names
   */
  public record Series(String name, Map<String, String> labels) {
    public Series {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * The count of a series; starts at 0. There is no end to a series: values of labels must be of
   * small sets, never what a client sent.
   *
   * @param labels name, value, name, value …
   */
  public static LongAdder of(String name, String... labels) {
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i + 1 < labels.length; i += 2) {
      named.put(labels[i], labels[i + 1]);
    }
    Series series = new Series(name, named);
    LongAdder known = COUNTS.get(series);
    return known != null ? known : begin(series);
  }

  /** What was counted so far, of all series of a name. */
  public static Map<Series, Long> sums(String name) {
    Map<Series, Long> sums = new HashMap<>();
    COUNTS.forEach(
        (series, count) -> {
          if (series.name().equals(name)) {
            sums.put(series, count.sum());
          }
        });
    return sums;
  }

  private static synchronized LongAdder begin(Series series) {
    LongAdder known = COUNTS.get(series);
    if (known != null) {
      return known;
    }
    LongAdder count = new LongAdder();
    COUNTS.put(series, count);
    FOLLOWERS.forEach(follower -> follower.accept(series, count));
    return count;
  }

  /** Shows all series, and from now on each new one, until {@link #unfollow}. */
  public static synchronized void follow(BiConsumer<Series, LongAdder> follower) {
    FOLLOWERS.add(follower);
    new ArrayList<>(COUNTS.entrySet()).forEach(e -> follower.accept(e.getKey(), e.getValue()));
  }

  /** Ends {@link #follow}. */
  public static synchronized void unfollow(BiConsumer<Series, LongAdder> follower) {
    FOLLOWERS.remove(follower);
  }
}
