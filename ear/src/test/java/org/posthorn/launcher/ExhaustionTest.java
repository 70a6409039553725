package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/** Real processes run out of memory here. */
class ExhaustionTest {
  private static final int GOES_ON = 7;

  /** What the virtual machine itself may say at any time. */
  private static final String MACHINE =
      "\\R?Exception: java.lang.OutOfMemoryError thrown from the UncaughtExceptionHandler.*\\R";

  private static final List<byte[]> HELD = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "Java heap space, 2, true",
    "Java heap space, 90, false",
    "Metaspace, 90, true",
    "Requested array size exceeds VM limit, 2, false",
    "unable to create native thread: possibly out of memory or process/resource limits, 2, false",
    "Cannot reserve 65536 bytes of direct buffer memory, 2, false"
  })
  void oneLargeRequestIsNoExhaustion(String message, long free, boolean exhausted) {
    assertThat(Exhaustion.exhausted(message, free, 100)).isEqualTo(exhausted);
  }

  @ParameterizedTest
  @CsvSource({"ours, 3", "others, 3", "logged, 3", "lost, 3", "large, 7", "deep, 7"})
  void theProcessEndsWhenItsMemoryIsExhausted(String what, int code) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                ExhaustionTest.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(code);
    if (code == Exhaustion.EXIT) {
      assertThat(said.replaceAll(MACHINE, ""))
          .endsWith(
              what.equals("lost")
                  ? "Posthorn has lost a thread that it cannot do without, and ends.\n"
                  : "Posthorn has run out of memory and ends; give it more with -Xmx.\n");
    }
  }

  /** The process: fails in that way on a thread of a pool, and gives the thread other work. */
  public static void main(String[] arguments) throws Exception {
    Exhaustion.watch();
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch after = new CountDownLatch(1);
    switch (arguments[0]) {
      case "ours" -> Background.execute(pool, "test", ExhaustionTest::fill);
      case "large" -> Background.execute(pool, "test", () -> use(new byte[1 << 29]));
      case "deep" -> Background.execute(pool, "test", () -> use(deep(0)));
      case "lost" -> Failures.lost(System.getLogger("test"), "test-loop-1");
      case "others" -> pool.execute(ExhaustionTest::fill);
      default -> pool.execute(ExhaustionTest::catches);
    }
    Background.execute(pool, "next", after::countDown);
    boolean goesOn = after.await(10, TimeUnit.SECONDS);
    TimeUnit.MILLISECONDS.sleep(500); // whoever is about to end the process does so first
    Runtime.getRuntime().halt(goesOn ? GOES_ON : 1);
  }

  private static void catches() {
    try {
      fill();
    } catch (OutOfMemoryError e) {
      LogRecord event = new LogRecord(Level.WARNING, "a library has caught something");
      event.setThrown(new IllegalStateException(e));
      use(new LogRateLimiter().isLoggable(event));
    }
  }

  private static void fill() {
    while (true) {
      HELD.add(new byte[1_000]);
    }
  }

  private static int deep(int level) {
    return level < 0 ? 0 : deep(level + 1) + 1;
  }

  private static void use(Object value) {
    if (value.hashCode() == 42) {
      System.getLogger("test").log(System.Logger.Level.INFO, value);
    }
  }
}
