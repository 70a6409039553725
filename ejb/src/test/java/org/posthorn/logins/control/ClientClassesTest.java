package org.posthorn.logins.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientClassesTest {

  @Test
  void networksAreCutAtTheirPrefixes() {
    assertThat(ClientClasses.of("192.0.2.255"))
        .containsExactly("192.0.2.255", "192.0.2.192/26", "192.0.0.0/21");
    assertThat(ClientClasses.of("::ffff:192.0.2.255")).isEqualTo(ClientClasses.of("192.0.2.255"));
    assertThat(ClientClasses.of("2001:db8:1:2:3:4:5:6"))
        .containsExactly(
            "2001:db8:1:2:0:0:0:0/64", "2001:db8:1:0:0:0:0:0/48", "2001:db8:0:0:0:0:0:0/32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "host.example", "1.2.3.4.5", ":::", "fe80::1%eth0", "abc"})
  void whateverElseIsOneClass(String client) {
    assertThat(ClientClasses.of(client)).isEqualTo(ClientClasses.of("::"));
    assertThat(ClientClasses.loopback(client)).isFalse();
  }

  @Test
  void loopbackIsKnownInAnyForm() {
    assertThat(ClientClasses.loopback("127.1.2.3")).isTrue();
    assertThat(ClientClasses.loopback("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(ClientClasses.loopback("::1")).isTrue();
    assertThat(ClientClasses.loopback("128.0.0.1")).isFalse();
  }
}
