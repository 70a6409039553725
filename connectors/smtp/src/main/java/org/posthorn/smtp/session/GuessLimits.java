package org.posthorn.smtp.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How long those must wait who name recipients that do not exist: so that nobody finds out who is
 * here by trying all names, nor keeps the database busy with it. Counted by client address, over
 * all its connections; what is forgotten with time is what a server with an old list needs.
 * Thread-safe.
 */
public final class GuessLimits {
  /** Refusals in a session from which on each costs a delay. */
  static final int FREE_IN_SESSION = 10;

  /** Refusals of an address that cost nothing. */
  static final int FREE = 30;

  private static final long FORGOTTEN_EACH = Duration.ofSeconds(10).toNanos();
  private static final int SLOWEST = 4; // 2⁴ seconds
  private static final int ADDRESSES = 10_000;

  private final LongSupplier nanos;
  private final Function<Duration, CompletableFuture<?>> timer;
  private final Map<String, Count> counts = // guarded by itself
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > ADDRESSES;
        }
      };

  private record Count(double refusals, long at) {}

  /**
   * Limits that nobody has come near to yet.
   *
   * @param nanos a monotonic clock
   * @param timer makes a future that is completed after a while, without a thread that waits
   */
  public GuessLimits(LongSupplier nanos, Function<Duration, CompletableFuture<?>> timer) {
    this.nanos = nanos;
    this.timer = timer;
  }

  /**
   * Counts a refusal.
   *
   * @param inSession how many there were in the session, this one included
   * @return how long the client is to wait before it is heard again
   */
  Duration delay(String address, int inSession) {
    double refusals = count(network(address));
    if (inSession < FREE_IN_SESSION && refusals <= FREE) {
      return Duration.ZERO;
    }
    int doubled = (int) Math.min(SLOWEST, Math.max(0, (refusals - FREE) / FREE));
    return Duration.ofSeconds(1L << doubled);
  }

  /** Is completed after the delay. */
  CompletableFuture<?> after(Duration delay) {
    return timer.apply(delay);
  }

  private double count(String network) {
    long now = nanos.getAsLong();
    synchronized (counts) {
      Count before = counts.getOrDefault(network, new Count(0, now));
      double forgotten = (double) (now - before.at()) / FORGOTTEN_EACH;
      double refusals = Math.max(0, before.refusals() - forgotten) + 1;
      counts.put(network, new Count(refusals, now));
      return refusals;
    }
  }

  /** The address, or the /64 of an IPv6 address, which one client has for itself. */
  private static String network(String address) {
    String[] groups = address.split(":", -1);
    return groups.length == 8 ? String.join(":", java.util.List.of(groups).subList(0, 4)) : address;
  }
}
