package org.posthorn.logins.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.threads.Background;

/**
 * Knows from which addresses accounts have logged in within {@link #DAYS} days. Kept in the
 * database, so that after a restart people are told from attackers; asked there once in {@link
 * #LIFE}. Thread-safe.
 */
@ApplicationScoped
public class KnownOrigins {
  /** How long an address stays known. */
  static final int DAYS = 30;

  /** How long another server's logins may go unnoticed. */
  static final Duration LIFE = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(KnownOrigins.class.getName());
  private static final int MOST = 100_000;

  @Resource ManagedExecutorService managed;
  @Inject OriginRows rows;
  Clock clock = Clock.systemUTC(); // for days
  Clock steady = SteadyClock.steady();
  @Nullable Executor executor;

  private final Map<String, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MOST;
        }
      };

  private record Seen(long day, long lookedAt) {}

  /** Whether the account has logged in from there; of one that does not exist, never. */
  public boolean knows(long account, String client) {
    String network = ClientClasses.own(client);
    String key = account + " " + network;
    long now = steady.millis();
    Seen remembered;
    synchronized (seen) {
      remembered = seen.get(key);
    }
    if (remembered == null || now - remembered.lookedAt() > LIFE.toMillis()) {
      remembered = new Seen(rows.seenDay(account, network), now);
      synchronized (seen) {
        seen.put(key, remembered);
      }
    }
    return remembered.day() >= today() - DAYS;
  }

  /** The account has logged in from there; written once a day, and not awaited. */
  public void note(long account, String client) {
    String network = ClientClasses.own(client);
    long today = today();
    synchronized (seen) {
      Seen before = seen.put(account + " " + network, new Seen(today, steady.millis()));
      if (before != null && before.day() == today) {
        return;
      }
    }
    try {
      Background.execute(
          executor == null ? managed : executor,
          "login-origin",
          () -> write(account, network, today));
    } catch (RejectedExecutionException | Error noThread) { // who logs in goes on
      LOG.log(System.Logger.Level.DEBUG, "event=login-origin-not-noted", noThread);
    }
  }

  private void write(long account, String network, long day) {
    try {
      rows.note(account, network, day);
    } catch (RuntimeException e) { // another server was faster, or the account has gone
      LOG.log(System.Logger.Level.DEBUG, "event=login-origin-not-noted", e);
    }
  }

  /** Forgets addresses that were not seen for long. */
  public void forget() {
    rows.forgetBefore(today() - DAYS);
  }

  private long today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
  }
}
