package org.posthorn.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailauth.dns.DnsAnswer;

/** What the suite does not ask. */
class SpfTest {
  private final ZoneData zone = new ZoneData();

  private SpfVerdict check(String client, String localPart, String domain) {
    return new SpfChecker(zone, Clock.systemUTC())
        .check(SpfQuery.mailFrom(address(client), "helo.test", localPart, domain, "mx.test"));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void theTermThatDecidedIsTold() {
    zone.add("a.test", "TXT", "\"v=spf1 ip4:192.0.2.0/24 ~all\"");
    assertThat(check("192.0.2.1", "x", "a.test").mechanism()).isEqualTo("ip4:192.0.2.0/24");
    SpfVerdict other = check("198.51.100.1", "x", "A.test");
    assertThat(other.result()).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(other.mechanism()).isEqualTo("~all");
    assertThat(other.domain()).isEqualTo("a.test");
  }

  @Test
  void aPolicyThatIncludesItselfEndsAfterTenTerms() {
    zone.add("loop.test", "TXT", "\"v=spf1 include:loop.test -all\"");
    assertThat(check("192.0.2.1", "x", "loop.test").result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(zone.asked()).isLessThanOrEqualTo(12);
  }

  @Test
  void namesOfAStrangersChoiceAreLimited() {
    // RFC 7208 §4.6.4: ten PTR records, each asked for once; the macro p costs the same
    for (int i = 0; i < 200; i++) {
      zone.add("1.2.0.192.in-addr.arpa", "PTR", "n" + i + ".far.test");
    }
    zone.add("ptr.test", "TXT", "\"v=spf1 ptr exists:%{p}.x.test -all\"");
    assertThat(check("192.0.2.1", "x", "ptr.test").result()).isEqualTo(SpfResult.FAIL);
    assertThat(zone.asked()).isLessThan(30);
  }

  @Test
  void aPolicyWithManyMacrosOfNamesIsBoundedToo() {
    for (int i = 0; i < 10; i++) {
      zone.add("1.2.0.192.in-addr.arpa", "PTR", "n" + i + ".far.test");
    }
    zone.add("p.test", "TXT", "\"v=spf1 exists:" + "%{p}.".repeat(40) + "x.test -all\"");
    check("192.0.2.1", "x", "p.test");
    assertThat(zone.asked()).isLessThan(30);
  }

  @Test
  void aCheckThatTakesTooLongIsATemporaryError() {
    Instant[] now = {Instant.EPOCH};
    Clock slow =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    zone.add("slow.test", "TXT", "\"v=spf1 a:x.test a:y.test a:z.test ?all\"");
    zone.add("x.test", "A", "198.51.100.1");
    zone.add("y.test", "A", "198.51.100.1");
    SpfChecker checker =
        new SpfChecker(
            (name, type) -> {
              now[0] = now[0].plus(Duration.ofSeconds(11));
              DnsAnswer answer = zone.apply(name, type);
              return answer;
            },
            slow);
    SpfVerdict verdict =
        checker.check(SpfQuery.mailFrom(address("192.0.2.1"), "h.test", "x", "slow.test", ""));
    assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
  }

  @Test
  void aLocalPartThatIsNotAsciiMatchesNoNameMadeOfIt() { // RFC 8616 §4
    zone.add("eai.test", "TXT", "\"v=spf1 exists:%{l}.eai.test -all\"");
    assertThat(check("192.0.2.1", "jürgen", "eai.test").result()).isEqualTo(SpfResult.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:%{d",
        "a:%{z}.test",
        "include:",
        "ip4:1.2.3",
        "ip4:1.2.3.4/33",
        "ip6:::1/129",
        "a/33",
        "a//129",
        "a:b",
        "mx:.",
        "exists",
        "redirect=",
        "exp=a.test exp=b.test",
        "all:x",
        "ip4:1.2.3.4/01",
        "ip6:1.2.3.4",
        "-",
        "a:x%",
        "x",
        "ptr/24",
        "ip6:fe80::1%1"
      })
  void whatCannotBeReadMakesTheWholePolicyInvalid(String term) {
    zone.add("bad.test", "TXT", "\"v=spf1 +all " + term + "\"");
    assertThat(check("192.0.2.1", "x", "bad.test").result()).isEqualTo(SpfResult.PERMERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::1, ::1",
    "fe80::, fe80::",
    "2001:0:0:1::1, 2001:0:0:1::1",
    "192.0.2.1, 192.0.2.1",
    "10::20, 10::20"
  })
  void addressesAreWrittenAsPeopleDo(String address, String text) {
    assertThat(Network.text(address(address))).isEqualTo(text);
  }
}
