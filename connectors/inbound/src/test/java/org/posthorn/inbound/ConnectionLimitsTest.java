package org.posthorn.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.inbound.ConnectionLimits.Limit;
import org.posthorn.inbound.ConnectionLimits.Place;
import org.posthorn.inbound.settings.ConnectionAllowance;
import org.posthorn.net.Networks;

class ConnectionLimitsTest {
  private static final long NOW = TimeUnit.HOURS.toNanos(5);
  private static final long NEXT = NOW + TimeUnit.MINUTES.toNanos(1);

  private final ConnectionLimits limits = new ConnectionLimits(1_000_000, Networks.NONE);

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
    List<Place> inside = new ArrayList<>();
    for (int i = 0; i < limit; i++) {
      inside.add(entered(pattern.formatted(i % 60, i % 8, i / 8)));
    }
    assertThat(place(same).enter(NOW)).contains(Limit.AT_ONCE);
    assertThat(place(other).enter(NOW)).isEmpty();
    inside.get(0).leave();
    assertThat(place(same).enter(NOW)).isEmpty();
  }

  @Test
  void anAddressBeginsThreeHundredAMinute() throws UnknownHostException {
    for (int i = 0; i < 300; i++) {
      entered("192.0.2.7").leave();
    }
    assertThat(place("192.0.2.7").enter(NOW)).contains(Limit.PER_MINUTE);
    assertThat(place("192.0.2.7").enter(NEXT)).isEmpty();
  }

  @Test
  void whoHasLoggedInDoesNotCountForTheAddress() throws UnknownHostException {
    for (int i = 0; i < 1_000; i++) { // 200 people with five connections behind one address
      assertThat(entered("192.0.2.7").countFor(i / 5)).isEmpty();
    }
    assertThat(place("192.0.2.7").enter(NOW)).isEmpty();
  }

  @Test
  void anAccountHasThirtyTwentyOfThemFromOneAddress() throws UnknownHostException {
    for (int i = 0; i < 20; i++) {
      assertThat(entered("192.0.2.7").countFor(7)).isEmpty();
    }
    Place one = entered("192.0.2.7");
    assertThat(one.countFor(7)).contains(Limit.ACCOUNT_ADDRESS);
    assertThat(one.countFor(8)).as("somebody else").isEmpty();
    List<Place> elsewhere = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      elsewhere.add(entered("198.51.100.7"));
      assertThat(elsewhere.get(i).countFor(7)).isEmpty();
    }
    Place more = entered("203.0.113.7");
    assertThat(more.countFor(7)).contains(Limit.ACCOUNT);
    elsewhere.get(0).leave();
    assertThat(more.countFor(7)).isEmpty();
    elsewhere.get(1).countForAddress();
    assertThat(entered("203.0.113.8").countFor(7)).isEmpty();
  }

  @Test
  void whoLogsOutCountsForTheAddressAgain() throws UnknownHostException {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Place place = entered("192.0.2.7");
      place.countFor(i);
      places.add(place);
    }
    places.forEach(Place::countForAddress);
    assertThat(place("192.0.2.7").enter(NOW)).contains(Limit.AT_ONCE);
    places.forEach(Place::leave);
    places.forEach(Place::leave); // twice is once
    assertThat(place("192.0.2.7").enter(NOW)).isEmpty();
  }

  @Test
  void eachListenerHasItsOwnLimits() throws UnknownHostException {
    ConnectionAllowance narrow = new ConnectionAllowance(1, 300, 1, 1, Duration.ofMinutes(1));
    InetAddress client = InetAddress.getByName("192.0.2.7");
    assertThat(limits.place(client, narrow).enter(NOW)).isEmpty();
    assertThat(limits.place(client, narrow).enter(NOW)).contains(Limit.AT_ONCE);
    assertThat(place("192.0.2.7").enter(NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "::1", "192.0.2.7", "2001:db8:5::1"})
  void trustedOnesHaveNoLimitButTheTotal(String address) throws UnknownHostException {
    ConnectionLimits small =
        new ConnectionLimits(
            1_000, Networks.parse("192.0.2.0/24, 2001:db8::/32, 127.0.0.0/8, ::1"));
    InetAddress client = InetAddress.getByName(address);
    Place first = small.place(client, ConnectionAllowance.STANDARD);
    assertThat(first.enter(NOW)).isEmpty();
    for (int i = 1; i < 1_000; i++) {
      Place place = small.place(client, ConnectionAllowance.STANDARD);
      assertThat(place.enter(NOW)).isEmpty();
      assertThat(place.countFor(7)).isEmpty();
    }
    Place more = small.place(InetAddress.getLoopbackAddress(), ConnectionAllowance.STANDARD);
    assertThat(more.enter(NOW)).contains(Limit.TOTAL);
    first.leave();
    assertThat(more.enter(NOW)).isEmpty();
  }

  private Place entered(String address) throws UnknownHostException {
    Place place = place(address);
    assertThat(place.enter(NOW)).isEmpty();
    return place;
  }

  private Place place(String address) throws UnknownHostException {
    return limits.place(InetAddress.getByName(address), ConnectionAllowance.STANDARD);
  }
}
