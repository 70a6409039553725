package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  private final LogRateLimiter filter = new LogRateLimiter();

  @BeforeEach
  void begin() {
    StartFailure.forget();
  }

  @AfterEach
  void end() {
    StartFailure.started();
  }

  private boolean passes(Throwable thrown) {
    LogRecord event = new LogRecord(Level.SEVERE, "Exception while loading the app");
    event.setLoggerName("javax.enterprise.system.core");
    event.setThrown(thrown);
    return filter.isLoggable(event);
  }

  private static Throwable thrownBy(String type, Exception thrown) {
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(type, "method", "File.java", 1)});
    return thrown;
  }

  private static String sentence(String... silent) {
    return StartFailure.sentence(Path.of("."), List.of(silent));
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() {
    assertThat(sentence("broker")).startsWith("the broker does not answer: look at ");
    assertThat(StartFailure.outage()).isTrue();
  }

  @Test
  void theSentenceIsOursAndStacksAreNotShown() {
    Throwable innermost = thrownBy("java.io.Reader", new IOException("no PEM"));
    Throwable ours =
        thrownBy(
            "org.posthorn.X", new IllegalStateException("The key\n cannot be used", innermost));
    assertThat(passes(thrownBy("com.sun.X", new IllegalStateException("init error", ours))))
        .isFalse();
    assertThat(passes(thrownBy("com.sun.X", new IllegalStateException("what follows")))).isFalse();
    assertThat(sentence()).isEqualTo("The key cannot be used.");
    assertThat(StartFailure.outage()).isFalse();
  }

  @Test
  void whereNothingIsOursTheDatabaseSpeaks() {
    Throwable innermost = thrownBy("org.h.X", new SQLException("refused", "08001"));
    assertThat(passes(thrownBy("com.sun.X", new IllegalStateException("outer", innermost))))
        .isFalse();
    assertThat(sentence()).isEqualTo("the database says: refused.");
    assertThat(StartFailure.outage()).isTrue();
  }

  @Test
  void aWrongPasswordOfTheDatabaseIsNoOutage() {
    String words = "FATAL: password authentication failed for user \"posthorn\"";
    Throwable innermost = thrownBy("org.postgresql.X", new SQLException(words, "28P01"));
    passes(thrownBy("com.sun.X", new IllegalStateException("outer", innermost)));
    assertThat(sentence()).isEqualTo("the database says: " + words + ".");
    assertThat(StartFailure.outage()).isFalse();
  }

  @Test
  void aDatabaseOfUnknownNameIsNamed() {
    Throwable unknown = thrownBy("java.net.X", new UnknownHostException("db.invalid"));
    Throwable sql =
        thrownBy(
            "org.postgresql.X",
            new SQLException("The connection attempt failed.", "08001", unknown));
    passes(thrownBy("com.sun.X", new IllegalStateException("outer", sql)));
    assertThat(sentence())
        .isEqualTo(
            "the database says: The connection attempt failed. There is no host db.invalid.");
    assertThat(StartFailure.outage()).isTrue();
  }

  @Test
  void afterTheStartStacksAreLogged() {
    StartFailure.started();
    assertThat(passes(new IllegalStateException("later"))).isTrue();
  }
}
