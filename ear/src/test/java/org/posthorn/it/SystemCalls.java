package org.posthorn.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a process asks of the kernel, as strace sees it. */
final class SystemCalls implements AutoCloseable {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final long PATIENCE_MILLIS = 30_000;

  private final Path calls;
  private final Path messages;
  private final Process strace;

  /** Watches reads, writes and syncs from now on; a test where that cannot be is skipped. */
  SystemCalls(long pid) throws IOException, InterruptedException {
    Programs.need(STRACE);
    Path folder = Path.of("target", "it").toAbsolutePath();
    calls = Files.createTempFile(folder, "strace", ".log");
    messages = Files.createTempFile(folder, "strace", ".err");
    strace =
        new ProcessBuilder(
                STRACE.toString(),
                "-f",
                "-y",
                "-s",
                "200",
                "-e",
                "trace=read,write,fsync,fdatasync",
                "-o",
                calls.toString(),
                "-p",
                Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!Files.readString(messages).contains("attached") && System.nanoTime() < end) {
      assumeTrue(strace.isAlive(), "strace may not watch here: " + Files.readString(messages));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The calls so far, in the order in which they began or ended; ends the watch. */
  List<String> lines() throws IOException, InterruptedException {
    strace.destroy();
    if (!strace.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("strace does not end");
    }
    return Files.readAllLines(calls);
  }

  @Override
  public void close() {
    strace.destroy();
  }
}
