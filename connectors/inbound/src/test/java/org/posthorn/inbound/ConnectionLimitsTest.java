package org.posthorn.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {
  private static final long NOW = TimeUnit.HOURS.toNanos(5);
  private static final long NEXT = NOW + TimeUnit.MINUTES.toNanos(1);

  private final ConnectionLimits limits = new ConnectionLimits(1_000_000);

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, 192.0.2.8, 30",
    "198.51.100.%d, 198.51.100.50, 198.51.100.64, 90",
    "198.51.%2$d.%3$d, 198.51.7.9, 198.51.8.1, 270",
    "2001:db8:0:1::%x, 2001:db8:0:1:8::1, 2001:db8:0:2::1, 30",
    "2001:db8:0:%x::1, 2001:db8:0:ffff::1, 2001:db8:1::1, 90",
    "2001:db8:%x::1, 2001:db8:ffff::1, 2001:db9::1, 270"
  })
  void aNetworkHasSoManyAtOnce(String pattern, String same, String other, int limit)
      throws UnknownHostException {
    for (int i = 0; i < limit; i++) {
      assertThat(limits.enter(address(pattern.formatted(i % 60, i % 8, i / 8)), NOW)).isTrue();
    }
    assertThat(limits.enter(address(same), NOW)).isFalse();
    assertThat(limits.enter(address(other), NOW)).isTrue();
    limits.leave(address(pattern.formatted(0, 0, 0)));
    assertThat(limits.enter(address(same), NOW)).isTrue();
  }

  @Test
  void anAddressBeginsThreeHundredAMinute() throws UnknownHostException {
    InetAddress client = address("192.0.2.7");
    for (int i = 0; i < 300; i++) {
      assertThat(limits.enter(client, NOW)).isTrue();
      limits.leave(client);
    }
    assertThat(limits.enter(client, NOW)).isFalse();
    assertThat(limits.enter(client, NEXT)).isTrue();
  }

  @Test
  void thisMachineHasNoLimitButTheTotal() throws UnknownHostException {
    ConnectionLimits small = new ConnectionLimits(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(small.enter(address("127.0.0.1"), NOW)).isTrue();
    }
    assertThat(small.enter(address("::1"), NOW)).isFalse();
    small.leave(address("127.0.0.1"));
    assertThat(small.enter(address("::1"), NOW)).isTrue();
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
