package org.posthorn.threads;

import java.lang.Thread.UncaughtExceptionHandler;

/**
 * What went wrong on a thread that goes on. Where memory is exhausted nobody knows what others have
 * left undone, so an OutOfMemoryError is also told to whoever decides about the process: the
 * handler of uncaught exceptions, which the launcher sets. Never throws.
 */
public final class Failures {
  private static final int DEEPEST = 30;

  private Failures() {}

  /** Makes the virtual machine load this class. */
  static void prepare() {}

  /** Logs it as an error, with its stack. */
  public static void tell(System.Logger log, String line, Throwable failure) {
    tell(log, System.Logger.Level.ERROR, line, failure);
  }

  /** Logs it, with its stack. */
  public static void tell(
      System.Logger log, System.Logger.Level level, String line, Throwable failure) {
    judge(failure);
    try {
      log.log(level, line, failure);
    } catch (Throwable e) { // out of memory even for that
      judge(e);
    }
  }

  /** The same for a session, whose id stands behind the line. */
  public static void tell(System.Logger log, String session, String line, Throwable failure) {
    judge(failure);
    try {
      log.log(System.Logger.Level.ERROR, line + " session=" + session, failure);
    } catch (Throwable e) { // out of memory even for that
      judge(e);
    }
  }

  /** Something without which the server serves nobody is gone for good: the process had better. */
  public static void lost(System.Logger log, String what) {
    InternalError end = new InternalError(what);
    tell(log, "event=thread-lost what=" + what, end);
    handle(end);
  }

  /** Makes no objects: there may be no room for them. */
  static void judge(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError) {
        handle(cause);
        return;
      }
      cause = cause.getCause();
    }
  }

  private static void handle(Throwable failure) {
    UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    if (handler != null) {
      handler.uncaughtException(Thread.currentThread(), failure);
    }
  }
}
