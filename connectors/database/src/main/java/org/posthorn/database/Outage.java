package org.posthorn.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.posthorn.threads.Failures;

/**
 * Tells failures of what the server stands on (database, broker, disk) from those of the program.
 *
 * @param of what failed
 * @param cause the failure that says so, somewhere below the one that was caught
 */
public record Outage(Kind of, Throwable cause) {
  private static final int DEEPEST = 30;

  /** What fails. */
  public enum Kind {
    /** The database: it cannot be reached, or refuses a statement. */
    DATABASE,
    /** The broker. */
    BROKER,
    /** A disk, or a connection to somewhere else. */
    DISK
  }

  /** The first failure of that kind among the causes; empty when the program is at fault. */
  public static Optional<Outage> in(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Optional<Kind> kind = kind(cause);
      if (kind.isPresent()) {
        return Optional.of(new Outage(kind.get(), cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * Why database or broker cannot be reached, in one line; empty when the failure has another
   * cause. What was tried may be tried again when they are back.
   */
  public static Optional<String> unreachable(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (connectionLost(cause)) {
        return Optional.of(line(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * Logs a failure of work that is tried again by itself: with its stack, unless database or broker
   * are away, which is told once for all.
   */
  public static void tell(
      System.Logger log, System.Logger.Level level, String line, Throwable failure) {
    unreachable(failure)
        .ifPresentOrElse(
            reason -> log.log(System.Logger.Level.DEBUG, () -> line + " cause=" + reason),
            () -> Failures.tell(log, level, line, failure));
  }

  /** The cause in one line. */
  public String text() {
    return line(cause);
  }

  private static String line(Throwable cause) {
    return cause.toString().replaceAll("\\s+", " ");
  }

  private static Optional<Kind> kind(Throwable cause) {
    if (cause instanceof SQLException) {
      return Optional.of(Kind.DATABASE);
    }
    if (cause instanceof IOException) {
      return Optional.of(Kind.DISK);
    }
    return ofBroker(cause) ? Optional.of(Kind.BROKER) : Optional.empty();
  }

  /** Of SQL states, class 08 is about connections, 57P is PostgreSQL going down or coming up. */
  private static boolean connectionLost(Throwable cause) {
    if (cause instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
    return ofBroker(cause);
  }

  /** By name and with its superclasses: who has no broker has no Jakarta Messaging either. */
  private static boolean ofBroker(Throwable cause) {
    for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().startsWith("jakarta.jms.")) {
        return true;
      }
    }
    return false;
  }
}
