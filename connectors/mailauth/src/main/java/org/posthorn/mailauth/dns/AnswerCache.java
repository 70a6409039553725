package org.posthorn.mailauth.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Remembers answers for their time, the least asked for going first. Thread-safe. */
final class AnswerCache {
  private final Map<Question, Kept> kept;
  private final Duration longest;

  AnswerCache(int entries, Duration longest) {
    this.longest = longest;
    kept =
        new LinkedHashMap<>(256, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > entries;
          }
        };
  }

  private record Question(Name name, int type) {}

  private record Kept(DnsAnswer answer, long until) {}

  synchronized Optional<DnsAnswer> find(Name name, int type) {
    Question question = new Question(name, type);
    Kept found = kept.get(question);
    if (found == null) {
      return Optional.empty();
    }
    if (System.nanoTime() - found.until() >= 0) {
      kept.remove(question);
      return Optional.empty();
    }
    return Optional.of(found.answer());
  }

  /**
   * @param ttl in seconds; with 0 nothing is remembered
   */
  synchronized void add(Name name, int type, DnsAnswer answer, long ttl) {
    Duration time = Duration.ofSeconds(Math.min(ttl, longest.toSeconds()));
    if (!time.isZero()) {
      kept.put(new Question(name, type), new Kept(answer, System.nanoTime() + time.toNanos()));
    }
  }
}
