package org.posthorn.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.dns.TestDnsServer;
import org.posthorn.testkit.dns.TestDnsServer.Fault;

class MxLookupTest {
  private final TestDnsServer server = TestDnsServer.start();
  private final MxLookup lookup = lookup(Duration.ofDays(1), server.address());

  private static MxLookup lookup(Duration longest, InetSocketAddress... resolvers) {
    DnsSettings settings =
        new DnsSettings(List.of(resolvers), Duration.ofMillis(300), 2, 1000, longest, Dnssec.NONE);
    return new MxLookup(new Dns(settings), new Random(1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> names(String domain) {
    return value(lookup.hosts(domain)).stream().map(MxHost::name).toList();
  }

  private static <T> T value(DnsLookup<T> found) {
    assertThat(found).isInstanceOf(DnsLookup.Yes.class);
    return ((DnsLookup.Yes<T>) found).value();
  }

  private static String status(DnsLookup<?> found) {
    assertThat(found).isInstanceOf(DnsLookup.No.class);
    return ((DnsLookup.No<?>) found).status();
  }

  @Test
  void hostsComeByPreference() {
    server.add("a.test", "MX", "20 backup.a.test.").add("a.test", "MX", "10 Mx.A.test.");
    assertThat(value(lookup.hosts("a.test")))
        .containsExactly(new MxHost(10, "mx.a.test"), new MxHost(20, "backup.a.test"));
  }

  @Test
  void equalsComeInRandomOrder() {
    for (int i = 0; i < 4; i++) {
      server.add("a.test", "MX", "10 mx" + i + ".a.test.");
    }
    server.add("a.test", "MX", "20 last.a.test.");
    Set<String> first = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      List<String> names = names("a.test");
      first.add(names.get(0));
      assertThat(names.get(4)).isEqualTo("last.a.test");
    }
    assertThat(first).hasSize(4);
  }

  @Test
  void aDomainWithoutMxIsItsOwnHost() { // RFC 5321 §5.1
    server.add("a.test", "A", "192.0.2.1");
    assertThat(names("a.test")).containsExactly("a.test");
  }

  @Test
  void aliasesAreFollowedToSixteen() {
    for (int i = 1; i < 20; i++) {
      server.add("c" + i + ".test", "CNAME", "c" + (i + 1) + ".test.");
    }
    server.add("c20.test", "MX", "10 mx.test.");
    assertThat(names("c4.test")).containsExactly("mx.test"); // 16 aliases
    assertThat(status(lookup.hosts("c3.test"))).isEqualTo("4.4.3");
  }

  @Test
  void aLoopOfAliasesEnds() {
    server.add("a.test", "CNAME", "b.test.").add("b.test", "CNAME", "a.test.");
    assertThat(status(lookup.hosts("a.test"))).isEqualTo("4.4.3");
  }

  @Test
  void nullMxTakesNoMail() { // RFC 7505 §4.2
    server.add("a.test", "MX", "0 .");
    assertThat(status(lookup.hosts("a.test"))).isEqualTo("5.1.10");
  }

  @Test
  void noSuchDomainIsFinal() {
    assertThat(status(lookup.hosts("nowhere.test"))).isEqualTo("5.1.2");
    assertThat(status(lookup.hosts("a..test"))).isEqualTo("5.1.2");
    assertThat(status(lookup.hosts("x".repeat(64) + ".test"))).isEqualTo("5.1.2");
  }

  @Test
  void aServerThatFailsIsTriedLater() {
    server.fault("a.test", Fault.SERVFAIL).fault("b.test", Fault.REFUSED);
    assertThat(status(lookup.hosts("a.test"))).isEqualTo("4.4.3");
    assertThat(status(lookup.hosts("b.test"))).isEqualTo("4.4.3");
    assertThat(status(lookup.addresses("a.test"))).isEqualTo("4.4.3");
  }

  @Test
  void silenceEndsInTime() {
    server.fault("a.test", Fault.SILENCE);
    long start = System.nanoTime();
    assertThat(status(lookup.hosts("a.test"))).isEqualTo("4.4.3");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void theNextResolverHelpsWhenOneIsSilent() {
    try (TestDnsServer mute = TestDnsServer.start()) {
      mute.fault("a.test", Fault.SILENCE);
      server.add("a.test", "MX", "10 mx.a.test.");
      MxLookup both = lookup(Duration.ofDays(1), mute.address(), server.address());
      assertThat(value(both.hosts("a.test"))).containsExactly(new MxHost(10, "mx.a.test"));
    }
  }

  @Test
  void truncatedAnswersComeByTcp() {
    server.add("a.test", "MX", "10 mx.a.test.").fault("a.test", Fault.TRUNCATION);
    assertThat(names("a.test")).containsExactly("mx.a.test");
    assertThat(server.tcpQueries()).isEqualTo(1);
  }

  @Test
  void largeAnswersAreComplete() {
    for (int i = 0; i < 200; i++) {
      server.add("a.test", "MX", i + " host-with-a-long-name-" + i + ".a.test.");
    }
    assertThat(names("a.test")).hasSize(200);
    assertThat(server.tcpQueries()).isEqualTo(1);
  }

  @Test
  void anAnswerIsRememberedForItsTtl() throws InterruptedException {
    server.add("a.test", 1, "MX", "10 mx.a.test.");
    names("a.test");
    names("a.test");
    assertThat(server.udpQueries()).isEqualTo(1);
    Thread.sleep(1500);
    names("a.test");
    assertThat(server.udpQueries()).isEqualTo(2);
  }

  @Test
  void theBoundBeatsALongTtl() throws InterruptedException {
    server.add("a.test", 86400, "MX", "10 mx.a.test.");
    MxLookup forgetful = lookup(Duration.ofSeconds(1), server.address());
    value(forgetful.hosts("a.test"));
    Thread.sleep(1500);
    value(forgetful.hosts("a.test"));
    assertThat(server.udpQueries()).isEqualTo(2);
  }

  @Test
  void addressesOfBothFamiliesTakeTurns() throws Exception {
    server
        .add("mx.test", "A", "192.0.2.1")
        .add("mx.test", "A", "192.0.2.2")
        .add("mx.test", "AAAA", "2001:db8::1");
    List<InetAddress> addresses = value(lookup.addresses("mx.test"));
    assertThat(addresses).hasSize(3);
    assertThat(addresses.get(0)).isEqualTo(InetAddress.getByName("2001:db8::1"));
  }

  @Test
  void anAliasAsHostIsFollowed() throws Exception {
    server.add("mx.test", "CNAME", "real.test.").add("real.test", "A", "192.0.2.9");
    assertThat(value(lookup.addresses("mx.test")))
        .containsExactly(InetAddress.getByName("192.0.2.9"));
  }

  @Test
  void aHostWithoutAddressIsFinal() {
    server.add("mx.test", "TXT", "nothing");
    assertThat(status(lookup.addresses("mx.test"))).isEqualTo("5.4.4");
    assertThat(status(lookup.addresses("nowhere.test"))).isEqualTo("5.4.4");
  }

  @Test
  void addressLiteralsNeedNoDns() throws Exception { // RFC 5321 §4.1.3
    assertThat(names("[192.0.2.7]")).containsExactly("[192.0.2.7]");
    assertThat(value(lookup.addresses("[192.0.2.7]")))
        .containsExactly(InetAddress.getByName("192.0.2.7"));
    assertThat(value(lookup.addresses("[ipv6:2001:db8::7]")))
        .containsExactly(InetAddress.getByName("2001:db8::7"));
    assertThat(status(lookup.addresses("[mx.test]"))).isEqualTo("5.1.2");
    assertThat(server.udpQueries()).isZero();
  }

  @Test
  void resolversAreReadFromText() {
    assertThat(DnsSettings.parseResolvers("127.0.0.1:5353, [::1]:54,192.0.2.1,::1"))
        .extracting(InetSocketAddress::getPort)
        .containsExactly(5353, 54, 53, 53);
    assertThat(DnsSettings.parseResolvers(" ")).isEmpty();
    assertThatThrownBy(() -> DnsSettings.parseResolvers("127.0.0.1:many"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("want host:port");
  }
}
