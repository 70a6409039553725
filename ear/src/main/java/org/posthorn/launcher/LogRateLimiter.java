package org.posthorn.launcher;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import javax.transaction.xa.XAException;

/**
 * Keeps the application server and its libraries from flooding the log. That database or broker is
 * away they would say with a stack for each call that meets it; Posthorn's own classes say it in a
 * line. All else they may say, but the same only once a minute. Thread-safe.
 */
public final class LogRateLimiter implements Filter {
  private static final int DEEPEST = 30;
  private static final int MOST_KNOWN = 500;
  private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final String CONTAINER = "jakarta.enterprise.ejb.container";

  private final Map<String, Long> said = new LinkedHashMap<>(); // guarded by itself

  /** Made by the logging of the virtual machine. */
  public LogRateLimiter() {}

  @Override
  public boolean isLoggable(LogRecord event) {
    Exhaustion.judge(event.getThrown()); // of those who catch it and say so
    String logger = String.valueOf(event.getLoggerName());
    if (logger.startsWith("org.posthorn.")) {
      return true;
    }
    Throwable thrown = event.getThrown();
    String text = new SimpleFormatter().formatMessage(event);
    if (StartFailure.notes(event)) {
      return false;
    }
    if (event.getLevel().intValue() < Level.WARNING.intValue()) {
      return false; // the application server gives some of its parts a level of their own
    }
    if (thrown == null ? announcesStack(logger, text) : isOutage(thrown)) {
      return false;
    }
    String what = logger + '\n' + text + '\n' + (thrown == null ? "" : root(thrown));
    return isNews(what, event.getMillis());
  }

  /** The container says which bean has failed, and in its next record the stack, with the bean. */
  private static boolean announcesStack(String logger, String text) {
    return logger.equals(CONTAINER)
            && text.startsWith("A system exception occurred during an invocation")
        || text.equals("containers.mdb.create_container_exception");
  }

  /**
   * Whether database or broker cannot be reached: as {@code org.posthorn.database.Outage} has it,
   * which the launcher's class loader does not see, and the words of the application server.
   */
  static boolean isOutage(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (isConnectionLost(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** By SQL state: 08 is all about connections, 57P is PostgreSQL going down or coming up. */
  private static boolean isConnectionLost(Throwable cause) {
    if (cause instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
    String type = cause.getClass().getName();
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof XAException || type.startsWith("jakarta.resource.")) { // in a roll-back
      return text.endsWith("This connection has been closed.")
          || text.endsWith("the physical connection is not usable");
    }
    return type.startsWith("jakarta.jms.");
  }

  private static String root(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private boolean isNews(String what, long now) {
    synchronized (said) {
      Long last = said.get(what);
      if (last != null && now - last < QUIET_MILLIS) {
        return false;
      }
      said.remove(what); // so that the first of the map is the one not said for longest
      said.put(what, now);
      if (said.size() > MOST_KNOWN) {
        said.remove(said.keySet().iterator().next());
      }
      return true;
    }
  }
}
