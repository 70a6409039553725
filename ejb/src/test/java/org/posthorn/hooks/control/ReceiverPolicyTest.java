package org.posthorn.hooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.Networks;

class ReceiverPolicyTest {
  private final ReceiverPolicy policy = new ReceiverPolicy(Networks.NONE, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::1",
        "3fff::1",
        "5f00::1"
      })
  void addressesThatAreNotGlobalAreNotAsked(String address) throws UnknownHostException {
    assertThat(policy.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void addressesOfTheInternetAre(String address) throws UnknownHostException {
    assertThat(policy.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void addressesOfThisMachineAreNotHoweverGlobalTheyAre() throws UnknownHostException {
    InetAddress own = InetAddress.getByName("1.1.1.1");
    assertThat(new ReceiverPolicy(Networks.NONE, false, own::equals).allows(own)).isFalse();
    assertThat(new ReceiverPolicy(Networks.parse("1.1.1.0/24"), false, own::equals).allows(own))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://1.1.1.1/", "https://[2606:4700::1111]/", "https://16843009/"})
  void addressesAreNoNamesInCertificates(String url) {
    assertThat(policy.objection(url)).isPresent();
  }

  @Test
  void networksThatTheConfigurationNamesAre() throws UnknownHostException {
    ReceiverPolicy house = new ReceiverPolicy(Networks.parse("10.1.0.0/16, fd00::/8"), false);
    assertThat(house.allows(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(house.allows(InetAddress.getByName("10.2.2.3"))).isFalse();
    assertThat(house.allows(InetAddress.getByName("fd00::1"))).isTrue();
    assertThat(house.allows(InetAddress.getLoopbackAddress())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.test/",
        "ftp://a.test/",
        "file:///etc/passwd",
        "//a.test/",
        "a.test",
        "https:/x",
        "https://user:word@a.test/",
        "https://a.test/#x",
        "https://a.test:25/",
        "https://a.test:70000/",
        "https://a.test/ x",
        "https://a.test/\r\nX: y",
        "https://bücher.test/",
        "gopher://a.test/"
      })
  void urlsThatAreMoreThanHttpsAreNotTaken(String url) {
    assertThat(policy.objection(url)).isPresent();
  }

  @Test
  void othersAre() {
    assertThat(policy.objection("https://a.test/hook?x=1")).isEmpty();
    assertThat(policy.objection("https://a.test:8443")).isEmpty();
    assertThat(new ReceiverPolicy(Networks.NONE, true).objection("http://a.test/")).isEmpty();
    assertThat(policy.objection("https://a.test/" + "x".repeat(2000))).isPresent();
  }
}
