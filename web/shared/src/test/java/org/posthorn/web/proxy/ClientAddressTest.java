package org.posthorn.web.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.net.Networks;

/** Who is behind a proxy. RFC 7239. */
class ClientAddressTest {
  private static final Networks PROXIES = Networks.parse("127.0.0.1, 10.0.0.0/8, 2001:db8:1::/48");

  @Test
  void trustedProxySaysWhoItIs() {
    assertThat(forwarded("127.0.0.1", "for=192.0.2.60;proto=http;by=203.0.113.43"))
        .isEqualTo("192.0.2.60");
    assertThat(forwarded("127.0.0.1", "by=10.0.0.1; For=\"[2001:db8:cafe::17]:4711\""))
        .isEqualTo("2001:db8:cafe::17");
    assertThat(forwarded("10.1.2.3", "for=\"192.0.2.60:8080\"")).isEqualTo("192.0.2.60");
    assertThat(old("127.0.0.1", "192.0.2.60")).isEqualTo("192.0.2.60");
    assertThat(old("127.0.0.1", "2001:db8:cafe::17")).isEqualTo("2001:db8:cafe::17");
  }

  @Test
  void whatStrangersSayIsNotBelieved() {
    assertThat(forwarded("198.51.100.1", "for=192.0.2.60")).isEqualTo("198.51.100.1");
    assertThat(old("198.51.100.1", "192.0.2.60")).isEqualTo("198.51.100.1");
    assertThat(forwarded("127.0.0.1", "for=192.0.2.1, for=192.0.2.60")).isEqualTo("192.0.2.60");
    assertThat(old("127.0.0.1", "10.0.0.9, 192.0.2.60")).isEqualTo("192.0.2.60");
    assertThat(
            new ClientAddress(Networks.NONE, false)
                .of("127.0.0.1", List.of(), List.of("192.0.2.1")))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void manyFalseHopsDoNotHideTheTrueOne() {
    String hops = "203.0.113.9, ".repeat(40) + "192.0.2.60";
    assertThat(old("127.0.0.1", hops)).isEqualTo("192.0.2.60");
    assertThat(forwarded("127.0.0.1", "for=203.0.113.9, ".repeat(40) + "for=192.0.2.60"))
        .isEqualTo("192.0.2.60");
  }

  @Test
  void chainOfTrustedProxiesIsFollowed() {
    assertThat(forwarded("127.0.0.1", "for=192.0.2.60, for=10.0.0.2", "for=\"[2001:db8:1::5]\""))
        .isEqualTo("192.0.2.60");
    assertThat(old("127.0.0.1", "192.0.2.60,10.0.0.2", "10.0.0.3")).isEqualTo("192.0.2.60");
    assertThat(old("127.0.0.1", "10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void whatIsNoAddressIsTheProxys() {
    for (String node : List.of("unknown", "_hidden", "\"[::1\"", "", "x.example", "\"_a:1\"")) {
      assertThat(forwarded("127.0.0.1", "for=" + node)).as(node).isEqualTo("127.0.0.1");
    }
    assertThat(forwarded("127.0.0.1", "proto=https")).isEqualTo("127.0.0.1");
  }

  private String forwarded(String peer, String... values) {
    return new ClientAddress(PROXIES, true).of(peer, List.of(values), List.of("203.0.113.77"));
  }

  private String old(String peer, String... values) {
    return new ClientAddress(PROXIES, false)
        .of(peer, List.of("for=203.0.113.77"), List.of(values)); // which the client may have sent
  }
}
