package org.posthorn.inbound.ra;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs what went wrong with calls of the endpoint. It tells an outage of disk, database or broker,
 * which an operator knows what to do about, from a fault of the program, of which somebody wants to
 * see the whole stack. Of each kind of outage it says at most one line a minute, however many
 * clients meet it. Thread-safe.
 */
public final class Outage {
  private static final int DEEPEST = 30;
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final System.Logger log;
  private final LongSupplier nanos;
  private final Map<Kind, Said> said = new EnumMap<>(Kind.class); // guarded by itself

  /** What is away. */
  private enum Kind {
    DATABASE,
    BROKER,
    DISK
  }

  /** When a kind was last spoken of, and how often it was met since. */
  private record Said(long at, long since) {}

  /** Logs there. */
  public Outage(System.Logger log) {
    this(log, System::nanoTime);
  }

  Outage(System.Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  /** Logs an outage in one line and a fault with its stack, each with what was done about it. */
  public void report(String done, Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Optional<Kind> kind = kind(cause);
      if (kind.isPresent()) {
        say(kind.get(), done, cause);
        return;
      }
      cause = cause.getCause();
    }
    log.log(System.Logger.Level.ERROR, "event=failed " + done, failure);
  }

  private static Optional<Kind> kind(Throwable cause) {
    if (cause instanceof SQLException) {
      return Optional.of(Kind.DATABASE);
    }
    if (cause instanceof IOException) {
      return Optional.of(Kind.DISK);
    }
    return cause.getClass().getName().startsWith("jakarta.jms.")
        ? Optional.of(Kind.BROKER)
        : Optional.empty();
  }

  private void say(Kind kind, String done, Throwable cause) {
    long unsaid = 0;
    synchronized (said) {
      long now = nanos.getAsLong();
      Said last = said.get(kind);
      if (last != null && now - last.at() < QUIET) {
        said.put(kind, new Said(last.at(), last.since() + 1));
        return;
      }
      unsaid = last == null ? 0 : last.since();
      said.put(kind, new Said(now, 0));
    }
    String line =
        "event=outage of="
            + kind
            + ' '
            + done
            + (unsaid > 0 ? " unsaid=" + unsaid : "")
            + " cause=";
    log.log(System.Logger.Level.WARNING, () -> line + cause.toString().replaceAll("\\s+", " "));
  }
}
