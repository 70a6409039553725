package org.posthorn.relay.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Domains whose servers made an attempt wait for long the last time. For one thread at a time. */
final class SlowDomains {
  private static final int MOST = 100_000;
  private static final long LONG = Duration.ofSeconds(10).toNanos();
  private static final long MEMORY = Duration.ofHours(6).toNanos();

  private final Map<String, Long> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Whether it is one of them. */
  boolean has(String domain, long now) {
    Long at = seen.get(domain);
    return at != null && now - at < MEMORY;
  }

  /** An attempt has taken so long, and may not have ended yet. */
  void took(String domain, long nanos, boolean ended, long now) {
    if (nanos >= LONG) {
      seen.put(domain, now);
    } else if (ended) {
      seen.remove(domain);
    }
  }
}
