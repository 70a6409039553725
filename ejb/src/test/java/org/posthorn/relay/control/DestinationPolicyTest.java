package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where mail may go, whatever strangers' DNS says. */
class DestinationPolicyTest {

  private static String refusal(String address, int port, String... config)
      throws UnknownHostException {
    Map<String, String> values = new HashMap<>(Map.of("posthorn.sample", "false"));
    for (int i = 0; i < config.length; i += 2) {
      values.put(config[i], config[i + 1]);
    }
    return RelaySettings.from(new MapConfig(values))
        .destinations()
        .refusal("mx.b.test", new InetSocketAddress(InetAddress.getByName(address), port))
        .map(DestinationPolicy.Refusal::status)
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "239.1.1.1",
        "ff02::1",
        "255.255.255.255",
        "240.0.0.1",
        "64:ff9b::a9fe:a9fe"
      })
  void mailNeverGoesWhereNoMailServerOfOthersIs(String address) throws Exception { // RFC 6890
    assertThat(refusal(address, 2525)).isEqualTo("5.4.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "8.8.8.8", "100.128.0.1", "172.32.0.1"})
  void otherwiseItGoesWhereDnsSays(String address) throws Exception {
    assertThat(refusal(address, 2525, "posthorn.relay.allow-private", "false")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "fd00::1",
        "64:ff9b::a00:1"
      })
  void privateAddressesAreASetting(String address) throws Exception {
    assertThat(refusal(address, 2525)).isEmpty();
    assertThat(refusal(address, 2525, "posthorn.relay.allow-private", "false")).isEqualTo("5.4.4");
  }

  @Test
  void sampleModeSendsToThisMachine() throws Exception {
    assertThat(refusal("127.0.0.1", 2525, "posthorn.sample", "true")).isEmpty();
    assertThat(refusal("127.0.0.1", 2525, "posthorn.relay.allow-loopback", "true")).isEmpty();
    assertThat(
            refusal(
                "127.0.0.1",
                2525,
                "posthorn.sample",
                "true",
                "posthorn.relay.allow-loopback",
                "false"))
        .isEqualTo("5.4.4");
  }

  @Test
  void whatThisServerListensOnIsALoop() throws Exception { // RFC 5321 §5.1
    String[] here = {
      "posthorn.relay.allow-loopback", "true",
      "posthorn.listener.mx.address", "192.0.2.7",
      "posthorn.listener.more.port", "2526"
    };
    assertThat(refusal("192.0.2.7", 25, here)).isEqualTo("5.4.6");
    assertThat(refusal("192.0.2.7", 26, here)).isEmpty();
    assertThat(refusal("192.0.2.8", 25, here)).isEmpty();
    assertThat(refusal("127.0.0.1", 2526, here)).isEqualTo("5.4.6"); // by a wildcard address
    assertThat(refusal("127.0.0.1", 25, here)).isEmpty();
  }
}
