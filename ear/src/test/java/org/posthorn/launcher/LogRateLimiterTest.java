package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.database.Outage;

class LogRateLimiterTest {
  private static final String CONTAINER = "jakarta.enterprise.ejb.container";

  private final LogRateLimiter filter = new LogRateLimiter();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @BeforeEach
  void running() {
    StartFailure.started();
  }

  private boolean passes(String logger, String message, @Nullable Throwable thrown) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setLoggerName(logger);
    event.setInstant(now);
    event.setThrown(thrown);
    return filter.isLoggable(event);
  }

  @Test
  void whatPosthornSaysPassesAlways() {
    for (int i = 0; i < 3; i++) {
      assertThat(passes("org.posthorn.x", "event=y", new SQLException("gone", "08006"))).isTrue();
    }
  }

  @Test
  void outagesAreLeftToPosthorn() {
    assertThat(passes(CONTAINER, "", caused(new SQLException("gone", "08006")))).isFalse();
    assertThat(passes(CONTAINER, "", caused(new SQLException("down", "57P01")))).isFalse();
    String gone = "This Managed Connection is not valid as the physical connection is not usable";
    assertThat(passes("poolmgr", "", new XAException(gone))).isFalse();
    assertThat(passes("javax.jta", "", new XAException("x: This connection has been closed.")))
        .isFalse();
  }

  @Test
  void anOutageIsOneForTheLauncherAndTheServer() {
    for (String state : new String[] {"08001", "08006", "57P01", "57014", "23505", "42703"}) {
      Throwable failure = caused(new SQLException("x", state));
      assertThat(LogRateLimiter.isOutage(failure))
          .as(state)
          .isEqualTo(Outage.unreachable(failure).isPresent());
    }
    Throwable broker = caused(new JMSException("gone"));
    assertThat(LogRateLimiter.isOutage(broker)).isTrue();
    assertThat(Outage.unreachable(broker)).isPresent();
  }

  @Test
  void faultsPass() {
    assertThat(passes(CONTAINER, "", caused(new SQLException("no such column", "42703")))).isTrue();
    assertThat(passes(CONTAINER, "", caused(new IllegalStateException("bug")))).isTrue();
    assertThat(passes("javax.jta", "", new XAException("the database said no"))).isTrue();
    assertThat(passes("any", "no stack", null)).isTrue();
  }

  @Test
  void theSameIsSaidOnceAMinute() {
    assertThat(passes("any", "the same", null)).isTrue();
    assertThat(passes("any", "the same", null)).isFalse();
    assertThat(passes("any", "another", null)).isTrue();
    assertThat(passes("other", "the same", null)).isTrue();
    assertThat(passes("any", "", caused(new IllegalStateException("one")))).isTrue();
    assertThat(passes("any", "", caused(new IllegalStateException("two")))).isTrue();
    assertThat(passes("any", "", caused(new IllegalStateException("one")))).isFalse();
    now = now.plusSeconds(60);
    assertThat(passes("any", "the same", null)).isTrue();
  }

  @Test
  void theAnnouncementOfAStackIsNone() {
    assertThat(passes(CONTAINER, "A system exception occurred during an invocation on EJB", null))
        .isFalse();
  }

  private static Throwable caused(Throwable root) {
    return new IllegalStateException("outer", new IllegalArgumentException("inner", root));
  }
}
