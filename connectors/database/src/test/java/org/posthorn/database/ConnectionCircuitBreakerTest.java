package org.posthorn.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionCircuitBreakerTest {
  private long now = 3;
  private int attempts;
  private boolean away;
  private final ConnectionCircuitBreaker gate = new ConnectionCircuitBreaker(() -> now);
  private final Connection connection =
      (Connection)
          Proxy.newProxyInstance(
              ConnectionCircuitBreakerTest.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private Connection connect() throws SQLException {
    attempts++;
    if (away) {
      throw new SQLException("refused", "08001");
    }
    return connection;
  }

  @Test
  void everybodyPassesWhileAllIsWell() throws SQLException {
    for (int i = 0; i < 3; i++) {
      assertThat(gate.pass(this::connect)).isSameAs(connection);
    }
    assertThat(attempts).isEqualTo(3);
  }

  @Test
  void afterAFailureOneTriesInASecond() throws SQLException {
    away = true;
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> gate.pass(this::connect))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
          .hasMessageContaining("refused");
    }
    assertThat(attempts).isEqualTo(1);
    now += Duration.ofSeconds(1).toNanos();
    assertThatThrownBy(() -> gate.pass(this::connect)).hasMessage("refused");
    assertThat(attempts).isEqualTo(2);
    away = false;
    now += Duration.ofSeconds(1).toNanos();
    assertThat(gate.pass(this::connect)).isSameAs(connection);
    assertThat(gate.pass(this::connect)).isSameAs(connection);
  }

  @Test
  void whileOneTriesTheOthersFail() throws SQLException {
    away = true;
    assertThatThrownBy(() -> gate.pass(this::connect)).hasMessage("refused");
    away = false;
    now += Duration.ofSeconds(1).toNanos();
    gate.pass(
        () -> {
          assertThatThrownBy(() -> gate.pass(this::connect)).hasMessageContaining("a moment ago");
          return connect();
        });
    assertThat(gate.pass(this::connect)).isSameAs(connection);
  }
}
