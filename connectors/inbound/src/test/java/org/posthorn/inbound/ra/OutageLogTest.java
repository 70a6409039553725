package org.posthorn.inbound.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private final RuntimeException away =
      new IllegalStateException(new SQLException("refused\r\nby 127.0.0.1"));

  private final List<String> lines = new ArrayList<>();
  private long now = 7;
  private final OutageLog outage = new OutageLog(new Lines(), () -> now);

  @Test
  void anOutageIsOneLineAMinuteForAllWhoMeetIt() {
    for (int i = 0; i < 100; i++) {
      outage.report("answered=NO session=" + i, away);
    }
    now += Duration.ofSeconds(59).toNanos();
    outage.report("answered=NO session=100", away);
    assertThat(lines)
        .containsExactly(
            "WARNING event=outage of=DATABASE answered=NO session=0"
                + " cause=java.sql.SQLException: refused by 127.0.0.1");
    lines.clear();
    now += Duration.ofSeconds(1).toNanos();
    outage.report("answered=NO session=101", away);
    assertThat(lines)
        .containsExactly(
            "WARNING event=outage of=DATABASE answered=NO session=101 unsaid=100"
                + " cause=java.sql.SQLException: refused by 127.0.0.1");
  }

  @Test
  void kindsAreToldApart() {
    outage.report("answered=NO", away);
    outage.report("answered=NO", new UncheckedIOException(new IOException("no space")));
    outage.report("answered=NO", new jakarta.jms.JMSRuntimeException("closed"));
    assertThat(lines)
        .hasSize(3)
        .allMatch(
            line ->
                line.startsWith("WARNING event=outage of=D")
                    || line.startsWith("WARNING event=outage of=BROKER"));
  }

  @Test
  void eachFaultOfTheProgramIsShown() {
    outage.report("answered=NO", new IllegalStateException("bug"));
    outage.report("answered=NO", new IllegalStateException("bug"));
    assertThat(lines)
        .containsExactly(
            "ERROR event=failed answered=NO java.lang.IllegalStateException: bug",
            "ERROR event=failed answered=NO java.lang.IllegalStateException: bug");
  }

  /** Keeps what is logged. */
  private final class Lines implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      lines.add(level + " " + message + " " + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      lines.add(level + " " + format);
    }
  }
}
