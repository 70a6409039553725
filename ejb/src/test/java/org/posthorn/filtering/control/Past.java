package org.posthorn.filtering.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.filtering.value.SenderFacts;

/** A history in memory. */
final class Past implements History {
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final Map<Signal, List<Judged>> messages = new HashMap<>();
  private final Map<String, Instant> written = new HashMap<>();

  /** Messages came from somebody, so many days ago. */
  Past came(SenderFacts from, int days, boolean junk, int count) {
    Judged judged =
        new Judged(NOW.minus(Duration.ofDays(days)), junk, from.proved(), from.author().hashCode());
    for (Signal signal : Signal.all(from)) {
      List<Judged> all = messages.computeIfAbsent(signal, none -> new ArrayList<>());
      for (int i = 0; i < count; i++) {
        all.add(judged);
      }
      all.sort(Comparator.comparing(Judged::received).reversed());
    }
    return this;
  }

  /** The account wrote to somebody, so many days ago. */
  Past wrote(String whom, int days) {
    written.put(whom, NOW.minus(Duration.ofDays(days)));
    return this;
  }

  @Override
  public List<Judged> of(Signal signal) {
    return messages.getOrDefault(signal, List.of());
  }

  @Override
  public boolean wroteTo(String whom, Instant since) {
    return written.getOrDefault(whom, Instant.MIN).compareTo(since) >= 0;
  }
}
