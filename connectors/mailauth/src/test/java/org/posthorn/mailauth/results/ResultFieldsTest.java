package org.posthorn.mailauth.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.results.ResultFields.Session;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.mailauth.spf.ZoneData;

class ResultFieldsTest {
  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void resultsStandEachOnALineOfItsOwn() {
    assertThat(
            ResultFields.authenticationResults(
                "mx.a.test", List.of("spf=pass smtp.mailfrom=x@b.test", "dmarc=none")))
        .isEqualTo(
            """
            Authentication-Results: mx.a.test;\r
            \tspf=pass smtp.mailfrom=x@b.test;\r
            \tdmarc=none\r
            """);
    assertThat(ResultFields.authenticationResults("mx.a.test", List.of()))
        .isEqualTo("Authentication-Results: mx.a.test;\r\n\tnone\r\n");
  }

  @Test
  void whatStrangersWroteStaysWithinItsQuotes() {
    Session session =
        new Session(
            address("192.0.2.1"),
            Optional.of("\"a\r\nB: c\"@b.test"),
            "helo;\" x\r\nBcc: y",
            "mx.a.test");
    SpfVerdict spf =
        new SpfVerdict(SpfResult.FAIL, "b.test", "-all\r\nX: \"", "", Optional.of("not\r\nshown"));
    String field = ResultFields.receivedSpf(session, spf);
    assertThat(field.lines().skip(1)).allMatch(line -> line.startsWith("\t"));
    assertThat(field).startsWith("Received-SPF: Fail (mx.a.test: ").doesNotContain("\r\nX:");
    assertThat(field).contains("envelope-from=\"\\\"a??B: c\\\"@b.test\"");
  }

  @Test
  void aNameIsConfirmedByItsAddress() {
    ZoneData zone =
        new ZoneData()
            .add("1.2.0.192.in-addr.arpa", "PTR", "other.test")
            .add("1.2.0.192.in-addr.arpa", "PTR", "Mail.b.test")
            .add("other.test", "A", "198.51.100.1")
            .add("mail.b.test", "A", "192.0.2.1")
            .add("2.2.0.192.in-addr.arpa", "PTR", "other.test");
    Iprev iprev = new Iprev(zone);
    assertThat(iprev.check(address("192.0.2.1")))
        .isEqualTo(new Iprev.Result(AuthStatus.PASS, Optional.of("mail.b.test")));
    assertThat(iprev.check(address("192.0.2.2")).status()).isEqualTo(AuthStatus.FAIL);
    assertThat(iprev.check(address("192.0.2.3")).status()).isEqualTo(AuthStatus.PERMERROR);
    zone.silent("4.2.0.192.in-addr.arpa");
    assertThat(iprev.check(address("192.0.2.4")).status()).isEqualTo(AuthStatus.TEMPERROR);
    assertThat(new Iprev.Result(AuthStatus.PASS, Optional.empty()).text(address("::1")))
        .isEqualTo("iprev=pass policy.iprev=\"0:0:0:0:0:0:0:1\"");
  }
}
