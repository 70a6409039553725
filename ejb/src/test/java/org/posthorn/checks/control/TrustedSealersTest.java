package org.posthorn.checks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.checks.control.Examiner.Known;
import org.posthorn.checks.control.Examiner.Sending;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.arc.ArcSet;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.RawField;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.net.Networks;
import org.posthorn.testkit.dns.TestDnsServer;

/** Lists that change messages are believed when they say how those came. RFC 8617 §7.2. */
class TrustedSealersTest {
  private static final List<Address> AUTHOR = List.of(new Address("bob", "a.test"));
  private static final RawField NONE = new RawField("x", "x: y\r\n");

  private final TestDnsServer dns = TestDnsServer.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PASS | list.test            | list.test | dmarc=pass header.from=a.test         | NONE",
        "PASS | list.test, more.test | list.test | dmarc=pass header.from=a.test         | NONE",
        "PASS | other.test           | list.test | dmarc=pass header.from=a.test         | REJECT",
        "FAIL | list.test            | list.test | dmarc=pass header.from=a.test         | REJECT",
        "PASS | list.test            | list.test | dmarc=fail header.from=a.test         | REJECT",
        "PASS | list.test            | list.test | dkim=fail reason=\"; dmarc=pass\"      | REJECT",
        "PASS | list.test            | list.test | dmarc=fail (dmarc=pass) header.from=a | REJECT",
      })
  void whoIsTrustedSetsAPolicyAside(
      AuthStatus chain, String trusted, String sealer, String results, DmarcPolicy wanted)
      throws Exception {
    dns.add("_dmarc.a.test", "TXT", "\"v=DMARC1; p=reject\"");
    Examiner examiner = new Examiner();
    examiner.dns = new Dns(DnsSettings.of(List.of(dns.address())));
    examiner.settings =
        new CheckSettings(
            Networks.NONE, true, DmarcDiscovery.TREE_WALK, Set.of(trusted.split(", ")));
    RawField first =
        new RawField(
            "ARC-Authentication-Results",
            "ARC-Authentication-Results: i=1; list.test; " + results + "\r\n");
    ArcResult arc =
        new ArcResult(chain, "", List.of(new ArcSet(1, first, NONE, NONE)), List.of(sealer), false);
    CheckResults found =
        examiner.results(
            examiner::ask,
            new Sending(
                InetAddress.getByName("192.0.2.1"), "list.test", Optional.of(AUTHOR.get(0))),
            new Known(
                new Iprev.Result(AuthStatus.NONE, Optional.empty()),
                new SpfVerdict(SpfResult.NONE, "", "", "", Optional.empty())),
            List.of(),
            arc,
            "mx.posthorn.test",
            Optional.of(AUTHOR));
    assertThat(found.disposition()).isEqualTo(wanted);
    assertThat(found.dmarc().status()).isEqualTo(AuthStatus.FAIL);
    assertThat(found.fields())
        .contains(
            wanted == DmarcPolicy.NONE
                ? "dmarc=fail (p=reject disposition=none) reason=\"it passed before list.test"
                    + " changed it\" header.from=a.test"
                : "dmarc=fail (p=reject disposition=reject) header.from=a.test");
  }
}
