package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.posthorn.kernel.ContentLost;

/**
 * Reads again what another server has written and a common directory does not show yet: NFS and the
 * like keep names and sizes of files for seconds. Each try is to open the file anew. Few wait at a
 * time, so that they do not hold all workers; the others are told to come again. Thread-safe.
 */
final class LateContent {
  private static final int MOST = 8; // that wait
  private static final int MOST_KNOWN = 10_000;
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 500;
  private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();

  /** So long after the last write a common directory may still show less; clocks may differ. */
  private static final Duration STILL_LATE = Duration.ofHours(1);

  private final long patience; // in nanoseconds; 0 when nothing is ever late
  private final Semaphore waiting = new Semaphore(MOST);
  private final Map<Long, Long> inVain = new ConcurrentHashMap<>(); // when, by what was waited for

  LateContent(Duration patience) {
    this.patience = patience.toNanos();
  }

  /**
   * Reads a record again that was not found, or not whole, in a segment of another server, until it
   * is there or the patience ends; gives up at once where nothing can be late, or where that was in
   * vain just now.
   *
   * @param file of the segment
   * @throws UncheckedIOException when too many wait already
   * @throws ContentLost what the last try said
   */
  <T> T read(long id, Path file, Supplier<T> again, RuntimeException first) {
    if (!expects(first) || !writtenLately(file)) {
      throw first;
    }
    return read(Files.exists(file) ? id : -(id >>> 32), again, first);
  }

  /** Whether a read that ended so may end better soon. */
  private boolean expects(RuntimeException e) {
    return patience > 0
        && (e instanceof ContentLost || e.getCause() instanceof NoSuchFileException);
  }

  /** Whether somebody has written to it lately, or has perhaps just created it. */
  private static boolean writtenLately(Path file) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isAfter(Instant.now().minus(STILL_LATE));
    } catch (IOException notYet) {
      return true;
    }
  }

  /**
   * Tries again.
   *
   * @param what is waited for: the same number for the same
   */
  private <T> T read(long what, Supplier<T> again, RuntimeException first) {
    Long last = inVain.get(what);
    if (last != null && System.nanoTime() - last < FORGET_NANOS) {
      throw first;
    }
    if (!waiting.tryAcquire()) {
      throw new UncheckedIOException(new IOException("too many wait for content that is late"));
    }
    try {
      return patiently(again, first);
    } catch (RuntimeException e) {
      if (inVain.size() >= MOST_KNOWN) {
        inVain.clear();
      }
      inVain.put(what, System.nanoTime());
      throw e;
    } finally {
      waiting.release();
    }
  }

  private <T> T patiently(Supplier<T> again, RuntimeException first) {
    long began = System.nanoTime();
    RuntimeException last = first;
    for (long pause = FIRST_MILLIS;
        System.nanoTime() - began < patience;
        pause = Math.min(LONGEST_MILLIS, 2 * pause)) {
      try {
        Thread.sleep(pause);
        return again.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (ContentLost | UncheckedIOException e) {
        last = e;
      }
    }
    throw last;
  }
}
