package org.posthorn.reception.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.posthorn.kernel.SteadyClock;

/**
 * Which clients may send to anybody by their address, and how much: what one of them has sent to
 * recipients elsewhere is counted by this server for a day from its first. Thread-safe.
 */
@ApplicationScoped
public class HouseClients {
  private static final int MOST_COUNTED = 10_000;

  @Inject HouseClientSettings settings;
  Clock clock = SteadyClock.steady();

  private record Day(long began, int recipients) {}

  private final Map<String, Day> sent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Day> eldest) {
          return size() > MOST_COUNTED;
        }
      };

  /** Whether the client at an IP address is one of them. */
  public boolean has(String address) {
    return settings.networks().contains(address);
  }

  /**
   * Counts recipients elsewhere of one of them.
   *
   * @return false when they are too many for today; they are not counted then
   */
  public synchronized boolean admit(String address, int recipients) {
    long now = clock.millis();
    Day day = sent.getOrDefault(address, new Day(now, 0));
    if (now - day.began() >= Duration.ofDays(1).toMillis()) {
      day = new Day(now, 0);
    }
    if (day.recipients() + recipients > settings.mostPerDay()) {
      return false;
    }
    sent.put(address, new Day(day.began(), day.recipients() + recipients));
    return true;
  }
}
