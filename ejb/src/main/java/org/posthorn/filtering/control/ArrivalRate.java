package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** How much mail accounts get from networks, by the minute and the day; of this server. */
@ApplicationScoped
public class ArrivalRate {
  private static final int MOST = 50_000; // the least recently used are forgotten
  private static final long MIB = 1024 * 1024;
  private static final long[] FACTOR = {1, 3, 9};
  private static final long MINUTE = 500;
  private static final long MINUTE_OCTETS = 1_000 * MIB;
  private static final long DAY = 10_000;
  private static final long DAY_OCTETS = 3_000 * MIB;

  Clock clock = Clock.systemUTC();

  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Entry<String, Count> eldest) {
          return size() > MOST;
        }
      };

  private static final class Count {
    private long minute;
    private long inMinute;
    private long octetsInMinute;
    private long day;
    private long inDay;
    private long octetsInDay;

    void at(long seconds) {
      if (minute != seconds / 60) {
        minute = seconds / 60;
        inMinute = 0;
        octetsInMinute = 0;
      }
      if (day != seconds / 86_400) {
        day = seconds / 86_400;
        inDay = 0;
        octetsInDay = 0;
      }
    }

    boolean within(long factor) {
      return inMinute < MINUTE * factor
          && octetsInMinute < MINUTE_OCTETS * factor
          && inDay < DAY * factor
          && octetsInDay < DAY_OCTETS * factor;
    }

    void add(long octets) {
      inMinute++;
      octetsInMinute += octets;
      inDay++;
      octetsInDay += octets;
    }
  }

  /** Whether an account may get one more from a client. */
  public synchronized boolean admits(long account, String client) {
    List<Count> found = counts(account, client);
    for (int size = 0; size < found.size(); size++) {
      if (!found.get(size).within(FACTOR[size])) {
        return false;
      }
    }
    return true;
  }

  /** An account gets one. */
  public synchronized void count(long account, String client, long octets) {
    counts(account, client).forEach(each -> each.add(octets));
  }

  private List<Count> counts(long account, String client) {
    long seconds = clock.instant().getEpochSecond();
    List<Count> found = new ArrayList<>();
    for (int size = 0; size < FACTOR.length; size++) {
      Signal.networkText(client, size)
          .map(network -> counts.computeIfAbsent(account + "/" + network, none -> new Count()))
          .ifPresent(found::add);
    }
    found.forEach(each -> each.at(seconds));
    return found;
  }
}
