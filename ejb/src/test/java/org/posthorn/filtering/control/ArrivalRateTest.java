package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How much mail an account gets from one network. */
class ArrivalRateTest {
  private final ArrivalRate rate = new ArrivalRate();

  ArrivalRateTest() {
    rate.clock = Clock.fixed(Past.NOW, ZoneOffset.UTC);
  }

  private void count(String client, int messages, long octets) {
    for (int i = 0; i < messages; i++) {
      rate.count(1, client, octets);
    }
  }

  @Test
  void aClientHas500AMinute() {
    count("192.0.2.1", 499, 1);
    assertThat(rate.admits(1, "192.0.2.1")).isTrue();
    count("192.0.2.1", 1, 1);
    assertThat(rate.admits(1, "192.0.2.1")).isFalse();
    assertThat(rate.admits(1, "192.0.2.2")).isTrue();
    assertThat(rate.admits(2, "192.0.2.1")).isTrue();
    rate.clock = Clock.offset(rate.clock, Duration.ofMinutes(1));
    assertThat(rate.admits(1, "192.0.2.1")).isTrue();
  }

  @Test
  void itsNetworkHasMore() {
    for (int i = 1; i <= 3; i++) {
      count("192.0.2." + i, 500, 1);
    }
    assertThat(rate.admits(1, "192.0.2.9")).isFalse();
    assertThat(rate.admits(1, "192.0.2.70")).isTrue(); // another /26
  }

  @Test
  void octetsCountToo() {
    count("192.0.2.1", 1, 1L << 30);
    assertThat(rate.admits(1, "192.0.2.1")).isFalse();
  }
}
