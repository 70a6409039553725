package org.posthorn.inbound.ra;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells an outage of disk, database or broker, which an operator knows what to do about, from a
 * fault of the program, of which somebody wants to see the whole stack.
 */
public final class Outage {
  private static final int DEEPEST = 30;

  private Outage() {}

  /** Logs an outage in one line and a fault with its stack, each with what was done about it. */
  public static void report(System.Logger log, String done, Throwable failure) {
    Optional<String> outage = of(failure);
    if (outage.isPresent()) {
      log.log(System.Logger.Level.WARNING, () -> "event=outage " + done + " cause=" + outage.get());
    } else {
      log.log(System.Logger.Level.ERROR, "event=failed " + done, failure);
    }
  }

  private static Optional<String> of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof IOException
          || cause instanceof SQLException
          || cause.getClass().getName().startsWith("jakarta.jms.")) {
        return Optional.of(cause.toString().replaceAll("\\s+", " "));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
