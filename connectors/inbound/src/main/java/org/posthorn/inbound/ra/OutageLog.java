package org.posthorn.inbound.ra;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.posthorn.database.Outage;

/**
 * Logs what went wrong with calls of the endpoint. It tells an outage of disk, database or broker,
 * which an operator knows what to do about, from a fault of the program, of which somebody wants to
 * see the whole stack. Of each kind of outage it says at most one line a minute, however many
 * clients meet it. Thread-safe.
 */
public final class OutageLog {
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final System.Logger log;
  private final LongSupplier nanos;
  private final Map<Outage.Kind, Said> said = new EnumMap<>(Outage.Kind.class); // guarded by itself

  /** When a kind was last spoken of, and how often it was met since. */
  private record Said(long at, long since) {}

  /** Logs there. */
  public OutageLog(System.Logger log) {
    this(log, System::nanoTime);
  }

  OutageLog(System.Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  /** Logs an outage in one line and a fault with its stack, each with what was done about it. */
  public void report(String done, Throwable failure) {
    Optional<Outage> outage = Outage.in(failure);
    if (outage.isPresent()) {
      say(outage.get(), done);
    } else {
      log.log(System.Logger.Level.ERROR, "event=failed " + done, failure);
    }
  }

  private void say(Outage outage, String done) {
    Outage.Kind kind = outage.of();
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
    log.log(System.Logger.Level.WARNING, () -> line + outage.text());
  }
}
