package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogFormatterTest {
  private static final String KEY = "java.util.logging.SimpleFormatter.format";

  // as the templates for other application servers have it
  @BeforeEach
  void pattern() {
    System.setProperty(KEY, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n");
  }

  @AfterEach
  void forget() {
    System.clearProperty(KEY);
  }

  @Test
  void linesAreThoseOfTheTemplatesForOtherServers() {
    LogFormatter ours = new LogFormatter();
    SimpleFormatter theirs = new SimpleFormatter();
    Instant time = Instant.parse("2026-11-30T11:49:51.007Z");
    for (int i = 0; i < 3; i++) {
      LogRecord event = event(time.plusMillis(i * 996L));
      assertThat(ours.format(event)).isEqualTo(theirs.format(event));
      event.setThrown(new IllegalStateException("lost", new ArithmeticException("zero")));
      assertThat(ours.format(event)).isEqualTo(theirs.format(event));
    }
    assertThat(ours.format(event(time))).contains(".007").endsWith(" org.posthorn.X {0}\n");
  }

  private static LogRecord event(Instant time) {
    LogRecord event = new LogRecord(Level.WARNING, "{0}");
    event.setLoggerName("org.posthorn.X");
    event.setInstant(time);
    return event;
  }
}
