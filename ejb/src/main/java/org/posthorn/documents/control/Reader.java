package org.posthorn.documents.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.posthorn.documents.control.ReaderProcess.Answer;
import org.posthorn.documents.control.ReaderProcess.End;
import org.posthorn.threads.Background;

/**
 * Reads documents by a process that is started when it is needed, used for many, and ended when
 * nobody has asked it for a while. Thread-safe; one document at a time.
 */
public final class Reader implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Reader.class.getName());
  private static final long PAUSE = Duration.ofMinutes(10).toNanos(); // after a start in vain

  private final ReaderLimits limits;
  private final Path directory;
  private final ScheduledExecutorService clock;
  private final Suspects suspects = new Suspects(System::nanoTime);
  private volatile @Nullable ReaderProcess process;
  private volatile @Nullable Future<?> idle;
  private long lastUsed;
  private long pauseUntil = System.nanoTime();
  private volatile boolean closed;

  /**
   * @param directory where the process runs; it may be emptied between two starts of the server
   */
  public Reader(ReaderLimits limits, Path directory, ScheduledExecutorService clock) {
    this.limits = limits;
    this.directory = directory.toAbsolutePath();
    this.clock = clock;
  }

  /** The text of a document; empty when it has none, or has ended the process that reads it. */
  public synchronized Optional<String> read(byte[] document) {
    if (document.length > limits.largest()) {
      return Optional.empty();
    }
    String name = Suspects.name(document);
    if (suspects.has(name)) {
      return Optional.empty();
    }
    Optional<End> end = Optional.empty();
    for (int tries = 0; tries < 2; tries++) { // somebody may have killed it for no good reason
      ReaderProcess running = running();
      if (running == null) {
        return Optional.empty();
      }
      Answer answer = running.read(document);
      lastUsed = System.nanoTime();
      end = answer.end();
      if (end.isEmpty()) {
        return answer.text();
      }
      process = null;
      if (end.get() == End.BY_DOCUMENT || closed) {
        break;
      }
    }
    suspects.add(name);
    LOG.log(
        System.Logger.Level.WARNING,
        "event=document-ends-reader size={0} sha256={1} answered=not-read",
        Integer.toString(document.length),
        name);
    return Optional.empty();
  }

  private @Nullable ReaderProcess running() {
    ReaderProcess running = process;
    if (running != null && running.alive()) {
      return running;
    }
    if (closed || System.nanoTime() - pauseUntil < 0) {
      return null;
    }
    try {
      Files.createDirectories(directory);
      String classPath = ClassPath.of(Reader.class.getClassLoader(), directory);
      running = new ReaderProcess(limits, classPath, directory, clock);
      process = running;
      endWhenIdle(running);
      LOG.log(
          System.Logger.Level.INFO,
          "event=document-reader-started pid={0} memory={1}m",
          Long.toString(running.pid()),
          Integer.toString(limits.memory()));
      return running;
    } catch (IOException | RuntimeException e) {
      pauseUntil = System.nanoTime() + PAUSE;
      LOG.log(
          System.Logger.Level.WARNING,
          "event=document-reader-missing answered=documents-not-read cause={0}",
          e.toString());
      return null;
    }
  }

  private void endWhenIdle(ReaderProcess running) {
    idle = Background.schedule(clock, "document-reader", () -> lookAt(running), limits.idle());
  }

  private synchronized void lookAt(ReaderProcess running) {
    if (process != running || !running.alive()) {
      return; // the next one is looked after by itself
    }
    if (System.nanoTime() - lastUsed >= limits.idle().toNanos()) {
      process = null;
      running.close();
    } else {
      endWhenIdle(running);
    }
  }

  /** The process that reads now, if there is one. */
  synchronized Optional<Long> pid() {
    return Optional.ofNullable(process).filter(ReaderProcess::alive).map(ReaderProcess::pid);
  }

  /** Ends it for good. */
  @Override
  public void close() {
    closed = true;
    ReaderProcess running = process; // not waiting for who reads: killed, that ends too
    if (running != null) {
      running.close();
    }
    Future<?> look = idle;
    if (look != null) {
      look.cancel(false);
    }
  }
}
