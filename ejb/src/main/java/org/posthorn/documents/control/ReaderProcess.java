package org.posthorn.documents.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.posthorn.documents.reader.DocumentReader;
import org.posthorn.documents.reader.Frames;
import org.posthorn.threads.Background;

/**
 * A process that reads documents, with little memory and one processor. It knows nothing of the
 * server: no environment, no files of its own, no more than is handed to it. For one thread at a
 * time.
 */
final class ReaderProcess implements AutoCloseable {
  private static final int OUT_OF_MEMORY = 3; // as -XX:+ExitOnOutOfMemoryError has it
  private static final Duration END = Duration.ofSeconds(5);

  private final ReaderLimits limits;
  private final ScheduledExecutorService clock;
  private final Process process;
  private final DataInputStream in;
  private final DataOutputStream out;
  private volatile boolean tooLong;

  /** How it ended while it was asked. */
  enum End {
    /** It did not heed its time, or took too much memory. */
    BY_DOCUMENT,
    /** Nobody knows. */
    UNKNOWN
  }

  /**
   * What came of a document.
   *
   * @param text its text, empty when it has none
   * @param end present when the process is no more
   */
  record Answer(Optional<String> text, Optional<End> end) {}

  /**
   * Starts it and waits until it is there.
   *
   * @param directory where it runs
   * @throws IOException when it cannot be started
   */
  ReaderProcess(
      ReaderLimits limits, String classPath, Path directory, ScheduledExecutorService clock)
      throws IOException {
    this.limits = limits;
    this.clock = clock;
    ProcessBuilder builder = new ProcessBuilder(command(limits, classPath, directory));
    builder.environment().clear();
    process =
        builder
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    in = new DataInputStream(process.getInputStream());
    out = new DataOutputStream(process.getOutputStream());
    Future<?> kill = killAfter(limits.start());
    try {
      Frames.awaitReady(in);
    } catch (IOException e) {
      close();
      throw new IOException("the process does not start", e);
    } finally {
      kill.cancel(false);
    }
  }

  private static List<String> command(ReaderLimits limits, String classPath, Path directory) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + limits.memory() + "m",
        "-XX:MaxMetaspaceSize=64m",
        "-XX:MaxDirectMemorySize=8m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ActiveProcessorCount=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr", // standard output is for texts
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + directory,
        "-Duser.home=" + directory,
        "-cp",
        classPath,
        DocumentReader.class.getName(),
        Integer.toString(limits.largest()),
        Long.toString(limits.time().toMillis()),
        Long.toString(2 * limits.patience().toMillis())); // should we not be there to kill it
  }

  private Future<?> killAfter(Duration time) {
    return Background.schedule(
        clock,
        "document-reader",
        () -> {
          tooLong = true;
          process.destroyForcibly();
        },
        time);
  }

  /** Hands a document over and waits for its text. */
  Answer read(byte[] document) {
    Future<?> kill = killAfter(limits.patience());
    try {
      Frames.document(document, out);
      return new Answer(Frames.text(in), Optional.empty());
    } catch (IOException e) {
      close();
      boolean guilty = tooLong || !process.isAlive() && process.exitValue() == OUT_OF_MEMORY;
      return new Answer(Optional.empty(), Optional.of(guilty ? End.BY_DOCUMENT : End.UNKNOWN));
    } finally {
      kill.cancel(false);
    }
  }

  /** Whether it can be asked. */
  boolean alive() {
    return process.isAlive();
  }

  /** The id of the process. */
  long pid() {
    return process.pid();
  }

  /** Kills it. */
  @Override
  public void close() {
    if (process.isAlive() && !ended(Duration.ofMillis(100))) { // it may just be about to end
      process.destroyForcibly();
      ended(END);
    }
  }

  private boolean ended(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
