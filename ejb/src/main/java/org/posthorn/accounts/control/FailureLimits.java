package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Counts failed logins per client network, in fixed windows of a minute and a day, in memory. A
 * success clears the client's own address, not the wider networks.
 */
@ApplicationScoped
public class FailureLimits {
  private static final int[] PER_MINUTE = {10, 30, 90};
  private static final int[] PER_DAY = {50, 150, 450};
  private static final int NETWORKS = 100_000;

  private final Window minute;
  private final Window day;

  /** The failures of the networks in one window. */
  private static final class Window {
    private final int[] limits;
    private final long millis;
    private final Clock clock;
    private final ExpiringCache<String, Integer> failures;
    private long number;

    Window(Duration length, int[] limits, Clock clock) {
      this.limits = limits;
      this.millis = length.toMillis();
      this.clock = clock;
      failures = new ExpiringCache<>(NETWORKS, length, clock);
    }

    private void advance() {
      long now = clock.millis() / millis;
      if (now != number) {
        number = now;
        failures.clear();
      }
    }

    boolean exceeded(List<String> networks) {
      advance();
      for (int i = 0; i < networks.size(); i++) {
        if (failures.find(networks.get(i)).orElse(0) >= limits[i]) {
          return true;
        }
      }
      return false;
    }

    void count(List<String> networks) {
      advance();
      for (String network : networks) {
        failures.put(network, failures.find(network).orElse(0) + 1);
      }
    }
  }

  public FailureLimits() {
    this(Clock.systemUTC());
  }

  FailureLimits(Clock clock) {
    minute = new Window(Duration.ofMinutes(1), PER_MINUTE, clock);
    day = new Window(Duration.ofDays(1), PER_DAY, clock);
  }

  /** Whether the client must wait before it is heard again. */
  synchronized boolean exceeded(String client) {
    List<String> networks = ClientClasses.of(client);
    return minute.exceeded(networks) || day.exceeded(networks);
  }

  /** The client has failed. */
  synchronized void failed(String client) {
    List<String> networks = ClientClasses.of(client);
    minute.count(networks);
    day.count(networks);
  }

  /** The client has shown who it is. */
  synchronized void succeeded(String client) {
    String own = ClientClasses.of(client).get(0);
    minute.failures.remove(own);
    day.failures.remove(own);
  }
}
