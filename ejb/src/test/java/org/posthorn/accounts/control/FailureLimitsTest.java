package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureLimitsTest {
  private final MovableClock clock = new MovableClock();
  private final FailureLimits limits = new FailureLimits(clock);

  @Test
  void tenFailuresOfAnAddressFillItsMinute() {
    fail("192.0.2.1", 9);
    assertThat(limits.exceeded("192.0.2.1")).isFalse();
    fail("192.0.2.1", 1);
    assertThat(limits.exceeded("192.0.2.1")).isTrue();
    assertThat(limits.exceeded("192.0.2.2")).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(limits.exceeded("192.0.2.1")).isFalse();
  }

  @Test
  void neighboursFillTheirNetwork() {
    for (int host = 1; host <= 6; host++) {
      fail("192.0.2." + host, 5);
    }
    assertThat(limits.exceeded("192.0.2.60")).isTrue();
    assertThat(limits.exceeded("192.0.2.64")).isFalse(); // the next /26
  }

  @Test
  void fiftyFailuresFillTheDay() {
    for (int minute = 0; minute < 10; minute++) {
      assertThat(limits.exceeded("2001:db8::1")).isFalse();
      fail("2001:db8::1", 5);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(limits.exceeded("2001:db8::ffff")).isTrue(); // the same /64
    assertThat(limits.exceeded("2001:db8:0:1::1")).isFalse();
    clock.advance(Duration.ofDays(1));
    assertThat(limits.exceeded("2001:db8::1")).isFalse();
  }

  @Test
  void successClearsTheAddressOnly() {
    for (int host = 1; host <= 3; host++) {
      fail("192.0.2." + host, 10);
    }
    limits.succeeded("192.0.2.1");
    assertThat(limits.exceeded("192.0.2.1")).isTrue(); // by its /26
    fail("198.51.100.1", 10);
    limits.succeeded("198.51.100.1");
    assertThat(limits.exceeded("198.51.100.1")).isFalse();
  }

  private void fail(String client, int times) {
    for (int i = 0; i < times; i++) {
      limits.failed(client);
    }
  }
}
