package org.posthorn.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when its memory is exhausted, as {@code -XX:+ExitOnOutOfMemoryError} would,
 * which nobody can set for {@code java -jar}: what threads have left undone then is not known, and
 * what was acknowledged is on disk. One large request that the heap has no room for is refused, and
 * that is all: there is plenty left. Hears of what threads of ours throw, of what ends any thread,
 * and of what anybody logs.
 */
final class Exhaustion implements Thread.UncaughtExceptionHandler {
  /** As the virtual machine's own option has it. */
  static final int EXIT = 3;

  private static final System.Logger LOG = System.getLogger(Exhaustion.class.getName());
  private static final int DEEPEST = 30;

  /** Of the heap, in quarters: the collector has tried everything before it gave up. */
  private static final int ENOUGH = 4;

  /** Made in time: there may be no room for it later. */
  private static final byte[] LAST_WORDS =
      "Posthorn has run out of memory and ends; give it more with -Xmx.\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LOST =
      "Posthorn has lost a thread that it cannot do without, and ends.\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private Exhaustion() {}

  /** Hears of what nobody catches, from now on. */
  static void watch() {
    Thread.setDefaultUncaughtExceptionHandler(new Exhaustion());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    judge(failure);
    if (failure instanceof InternalError && isOurs(failure)) {
      end(LOST);
    }
    if (!(failure instanceof OutOfMemoryError)) {
      LOG.log(System.Logger.Level.ERROR, "event=thread-ended thread=" + thread.getName(), failure);
    }
  }

  /** The virtual machine throws some, too. */
  private static boolean isOurs(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().equals("org.posthorn.threads.Failures");
  }

  /** Ends the process if it is a lack of memory, or comes of one, and there is none left. */
  static void judge(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError && exhausted(cause.getMessage(), free(), heap())) {
        end(LAST_WORDS);
      }
      cause = cause.getCause();
    }
  }

  /**
   * Whether more is missing than room for one request.
   *
   * @param message the virtual machine's
   * @param free octets of the heap
   * @param heap all octets that it may have
   */
  static boolean exhausted(@Nullable String message, long free, long heap) {
    if (message == null) {
      return free < heap / ENOUGH;
    }
    return message.contains("Metaspace")
        || message.contains("Compressed class space")
        || message.contains("GC overhead limit")
        || message.startsWith("Java heap space") && free < heap / ENOUGH;
  }

  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  private static void end(byte[] words) {
    try {
      ERR.write(words);
    } catch (IOException e) {
      // nobody reads it: the exit code tells as much
    } finally {
      Runtime.getRuntime().halt(EXIT);
    }
  }
}
