package org.posthorn.launcher;

import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Why the server does not start, in a sentence, out of what the application server logs with
 * stacks: the words of the outermost exception that a class of ours threw, or else those of the
 * innermost. The first one counts, the others follow from it.
 */
final class StartFailure {
  private static final int DEEPEST = 30;
  private static final int LONGEST = 600;
  private static final long LEAST_SPACE = 1 << 20; // octets; less is left by nobody on purpose
  private static final String OURS = "org.posthorn.";

  private static @Nullable String ours; // guarded by the class, like the rest
  private static @Nullable String others;
  private static boolean outage;
  private static boolean over;

  private StartFailure() {}

  /** Whether a record is only about a start that fails; its stack is then not to be logged. */
  static synchronized boolean notes(LogRecord event) {
    Throwable thrown = event.getThrown();
    if (over || thrown == null) {
      return false;
    }
    if (ours == null) {
      Optional<String> words = words(thrown);
      words.ifPresent(text -> ours = line(text));
      if (words.isPresent() || others == null) {
        outage = LogRateLimiter.isOutage(thrown);
      }
    }
    if (others == null) {
      others = line(database(thrown).orElseGet(() -> innermost(thrown).toString()));
    }
    return true;
  }

  private static Optional<String> words(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      StackTraceElement[] stack = cause.getStackTrace();
      String message = cause.getMessage();
      if (message != null && stack.length > 0 && stack[0].getClassName().startsWith(OURS)) {
        return Optional.of(message);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> database(Throwable thrown) {
    Optional<String> words = Optional.empty();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLException) {
        words = Optional.of("the database says: " + cause.getMessage() + host(cause.getCause()));
      }
      cause = cause.getCause();
    }
    return words;
  }

  private static String host(@Nullable Throwable cause) {
    return cause instanceof UnknownHostException
        ? " There is no host " + cause.getMessage() + "."
        : "";
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    return cut.endsWith(".") ? cut : cut + ".";
  }

  /** The server has started: from now on stacks are worth their lines. */
  static synchronized void started() {
    over = true;
  }

  /**
   * The cause.
   *
   * @param data where the data is
   * @param silent what does not answer of what the server needs
   */
  static synchronized String sentence(Path data, List<String> silent) {
    if (data.toFile().getUsableSpace() < LEAST_SPACE) {
      return "the disk of " + data + " is full.";
    }
    if (ours != null) {
      return ours;
    }
    if (others != null) {
      return others;
    }
    return silent.isEmpty()
        ? "the lines above say why."
        : "the "
            + String.join(" and the ", silent)
            + " does not answer: look at posthorn.broker.url and posthorn.db.url.";
  }

  /** Whether something that the server needs is away, so that trying again may help. */
  static synchronized boolean outage() {
    return outage || ours == null && others == null;
  }

  /** For tests, which start more than once. */
  static synchronized void forget() {
    ours = null;
    others = null;
    outage = false;
    over = false;
  }
}
