package org.posthorn.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.testkit.dns.TestDnsServer;
import org.posthorn.testkit.dns.TestDnsServer.Fault;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What DNSSEC says of answers, in a world with signed and unsigned zones. RFC 4035 §5. */
class DnssecTest {
  private final TestDnsServer server = TestDnsServer.start();
  private final String anchors = server.signRoot();
  private final Dns dns = dns(Dnssec.Mode.ON, anchors);

  private Dns dns(Dnssec.Mode mode, String trusted) {
    return new Dns(DnsSettings.of(List.of(server.address()), new Dnssec(mode, trusted)));
  }

  DnssecTest() {
    server
        .sign("good.test")
        .cut("plain.test")
        .add("good.test", "MX", "10 mx.good.test.")
        .add("mx.good.test", "A", "192.0.2.1")
        .add("alias.good.test", "CNAME", "mx.good.test.")
        .add("out.good.test", "CNAME", "mx.plain.test.")
        .add("plain.test", "MX", "10 mx.plain.test.")
        .add("mx.plain.test", "A", "192.0.2.2")
        .add("in.plain.test", "CNAME", "mx.good.test.");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String ask(Dns dns, String name, int type) {
    try {
      DnsAnswer answer = dns.ask(Name.fromString(name, Name.root), type);
      if (answer instanceof DnsAnswer.Records records) {
        return (records.secure() ? "secure " : "insecure ") + records.owner();
      }
      return answer instanceof DnsAnswer.Failed failed
          ? (failed.bogus() ? "bogus" : "failed " + failed.why())
          : answer.getClass().getSimpleName();
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void signedZonesAreSecureAndUnsignedOnesAreNot() {
    assertThat(ask(dns, "good.test", Type.MX)).isEqualTo("secure good.test.");
    assertThat(ask(dns, "mx.good.test", Type.A)).isEqualTo("secure mx.good.test.");
    assertThat(ask(dns, "plain.test", Type.MX)).isEqualTo("insecure plain.test.");
    assertThat(ask(dns, "good.test", Type.TXT)).isEqualTo("NoData");
    assertThat(ask(dns, "nothing.plain.test", Type.A)).isEqualTo("NoSuchName");
  }

  @Test
  void anAnswerIsAsSecureAsEachAliasOnTheWay() {
    assertThat(ask(dns, "alias.good.test", Type.A)).isEqualTo("secure mx.good.test.");
    assertThat(ask(dns, "out.good.test", Type.A)).isEqualTo("insecure mx.plain.test.");
    assertThat(ask(dns, "out.good.test", Type.CNAME)).isEqualTo("secure out.good.test.");
    assertThat(ask(dns, "in.plain.test", Type.A)).isEqualTo("insecure mx.good.test.");
  }

  @Test
  void whatIsSignedWrongIsNotShown() {
    server.fault("good.test", Fault.EXPIRED);
    assertThat(ask(dns, "good.test", Type.MX)).isEqualTo("bogus");
    server.heal("good.test");
    server.fault("mx.good.test", Fault.SERVFAIL);
    assertThat(ask(dns, "mx.good.test", Type.A)).isEqualTo("failed SERVFAIL");
    String other = server.signRoot(); // and the old anchor is of no use
    assertThat(ask(dns(Dnssec.Mode.ON, anchors), "plain.test", Type.MX)).isEqualTo("bogus");
    assertThat(ask(dns(Dnssec.Mode.ON, other), "plain.test", Type.MX))
        .isEqualTo("insecure plain.test.");
  }

  @Test
  void answersAreRememberedWithWhatIsKnownOfThem() {
    assertThat(ask(dns, "good.test", Type.MX)).startsWith("secure");
    int asked = server.udpQueries() + server.tcpQueries();
    assertThat(ask(dns, "good.test", Type.MX)).startsWith("secure");
    assertThat(server.udpQueries() + server.tcpQueries()).isEqualTo(asked);
  }

  @Test
  void aResolverThatKnowsNothingOfDnssecIsTakenAsItIs() {
    try (TestDnsServer old = TestDnsServer.start()) {
      old.add("plain.test", "MX", "10 mx.plain.test.");
      DnsSettings auto =
          DnsSettings.of(List.of(old.address()), new Dnssec(Dnssec.Mode.AUTO, Dnssec.IANA));
      assertThat(ask(new Dns(auto), "plain.test", Type.MX)).isEqualTo("insecure plain.test.");
      DnsSettings on =
          DnsSettings.of(List.of(old.address()), new Dnssec(Dnssec.Mode.ON, Dnssec.IANA));
      assertThat(ask(new Dns(on), "plain.test", Type.MX)).isEqualTo("bogus");
    }
  }

  @Test
  void onceItWasSeenSpoiledSignaturesDoNotSwitchItOff() {
    Dns auto = dns(Dnssec.Mode.AUTO, anchors);
    assertThat(ask(auto, "good.test", Type.MX)).startsWith("secure");
    server.fault("mx.good.test", Fault.EXPIRED);
    assertThat(ask(auto, "mx.good.test", Type.A)).isEqualTo("bogus");
  }

  @Test
  void aDomainWithoutMxIsVouchedForByWhoNamedIt() { // RFC 7672 §2.2.2
    server.add("host.good.test", "A", "192.0.2.3");
    MxLookup mx = new MxLookup(dns, new Random(1));
    assertThat(mx.hosts("host.good.test"))
        .isEqualTo(new DnsLookup.Yes<>(List.of(new MxHost(0, "host.good.test")), true));
    assertThat(mx.hosts("plain.test"))
        .isEqualTo(new DnsLookup.Yes<>(List.of(new MxHost(10, "mx.plain.test")), false));
  }
}
