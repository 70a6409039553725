package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  @Test
  void addressesBelongToTheirNetworks() {
    Networks networks = Networks.parse(" 10.0.0.0/9,192.0.2.7 , 2001:db8::/33,");
    assertThat(networks.contains("10.127.255.255")).isTrue();
    assertThat(networks.contains("10.128.0.0")).isFalse();
    assertThat(networks.contains("192.0.2.7")).isTrue();
    assertThat(networks.contains("::ffff:192.0.2.7")).isTrue();
    assertThat(networks.contains("192.0.2.8")).isFalse();
    assertThat(networks.contains("2001:db8:7fff::1")).isTrue();
    assertThat(networks.contains("2001:db8:8000::1")).isFalse();
    assertThat(Networks.parse("0.0.0.0/0").contains("2001:db8::1")).isFalse();
    assertThat(Networks.parse("").contains("0.0.0.0")).isFalse();
    assertThat(networks.contains("unknown")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10/8",
        "::/129",
        "1.2.3.4.5",
        "/8",
        "a:b:"
      })
  void whatIsNoNetworkIsNamed(String text) {
    assertThatThrownBy(() -> Networks.parse("192.0.2.7," + text)).hasMessageEndingWith(": " + text);
  }
}
