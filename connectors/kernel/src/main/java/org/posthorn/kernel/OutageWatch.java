package org.posthorn.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides what is worth a line about something that fails over and over and works again later: that
 * it began, once a minute that it lasts, that it is over. Thread-safe; while all is well it costs
 * one read.
 */
public final class OutageWatch {
  private static final long REMINDER = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private volatile boolean away;
  private long began; // this and the following guarded by this
  private long said;
  private long failures;

  /** Watches by the clock of this virtual machine. */
  public OutageWatch() {
    this(System::nanoTime);
  }

  OutageWatch(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** It has failed; {@code event=outage …} when that is to be said. */
  public synchronized Optional<String> failed() {
    long now = nanos.getAsLong();
    failures++;
    if (!away) {
      away = true;
      began = now;
      said = now;
      return Optional.of("event=outage");
    }
    if (now - said < REMINDER) {
      return Optional.empty();
    }
    said = now;
    return Optional.of("event=outage-lasts" + sinceThen(now));
  }

  /** It has worked; {@code event=outage-over …} when it had failed before. */
  public Optional<String> worked() {
    return away ? over() : Optional.empty();
  }

  private synchronized Optional<String> over() {
    if (!away) {
      return Optional.empty();
    }
    away = false;
    String story = "event=outage-over" + sinceThen(nanos.getAsLong());
    failures = 0;
    return Optional.of(story);
  }

  /** Whether it failed the last time. */
  public boolean away() {
    return away;
  }

  private String sinceThen(long now) {
    return " seconds=" + Duration.ofNanos(now - began).toSeconds() + " failures=" + failures;
  }
}
