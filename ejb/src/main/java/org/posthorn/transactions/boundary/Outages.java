package org.posthorn.transactions.boundary;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.sql.SQLException;
import java.util.Optional;

/** Tells failures because database or broker cannot be reached from those of the program. */
public final class Outages {
  private static final int DEEPEST = 30;

  private Outages() {}

  /** What could not be reached and why, in one line; empty when the failure has another cause. */
  public static Optional<String> reason(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (isOutage(cause)) {
        return Optional.of(cause.toString().replaceAll("\\s+", " "));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Of SQL states, class 08 is about connections, 57P is PostgreSQL going down or coming up. */
  private static boolean isOutage(Throwable cause) {
    if (cause instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
    return cause instanceof JMSException || cause instanceof JMSRuntimeException;
  }
}
