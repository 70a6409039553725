package org.posthorn.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.OutageWatch;

/**
 * Keeps everybody from waiting for a database that is away: after a failure one at a time tries to
 * connect, once a second; the others fail at once. Thread-safe.
 */
final class ConnectionCircuitBreaker {
  private static final System.Logger LOG =
      System.getLogger(ConnectionCircuitBreaker.class.getName());
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final String ADVICE =
      " database=away answered=try-again advice=\"look after the database; all goes on by itself\"";

  private final LongSupplier nanos;
  private final OutageWatch watch = new OutageWatch();
  private @Nullable Exception cause; // of the last failure, none while all is well; guarded by this
  private long tried; // when the last one failed; guarded by this
  private boolean trying; // whether somebody tries while all others fail; guarded by this

  ConnectionCircuitBreaker() {
    this(System::nanoTime);
  }

  ConnectionCircuitBreaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Makes a connection. */
  interface Attempt {
    Connection connect() throws SQLException;
  }

  /**
   * Lets an attempt be made.
   *
   * @throws SQLException that of the attempt, or at once when the last one failed a moment ago
   */
  Connection pass(Attempt attempt) throws SQLException {
    enter();
    try {
      Connection connection = attempt.connect();
      open();
      return connection;
    } catch (SQLException | RuntimeException e) {
      shut(e);
      throw e;
    }
  }

  private synchronized void enter() throws SQLException {
    if (cause != null) {
      if (trying || nanos.getAsLong() - tried < PAUSE) {
        throw new SQLTransientConnectionException(
            "The database was away a moment ago: " + cause.getMessage(), "08001", cause);
      }
      trying = true;
    }
  }

  private void open() {
    synchronized (this) {
      cause = null;
      trying = false;
    }
    watch.worked().ifPresent(over -> LOG.log(System.Logger.Level.WARNING, over + " database=back"));
  }

  private void shut(Exception failure) {
    synchronized (this) {
      cause = failure;
      trying = false;
      tried = nanos.getAsLong();
    }
    watch
        .failed()
        .ifPresent(
            said ->
                LOG.log(System.Logger.Level.WARNING, said + ADVICE + " cause=" + line(failure)));
  }

  private static String line(Exception failure) {
    return failure.toString().replaceAll("\\s+", " ");
  }
}
