package org.posthorn.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dkim.DkimVerdict;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.mailauth.spf.ZoneData;

class DmarcTest {
  private final ZoneData zone = new ZoneData();

  private DmarcTest publish(String domain, String record) {
    zone.add("_dmarc." + domain, "TXT", "\"" + record + "\"");
    return this;
  }

  private DmarcVerdict check(
      DmarcDiscovery discovery, String author, SpfVerdict spf, DkimResult... signatures) {
    return new DmarcChecker(zone, discovery, new Random(1))
        .check(List.of(author), spf, List.of(signatures));
  }

  private static SpfVerdict spf(SpfResult result, String domain) {
    return new SpfVerdict(result, domain, "", "", Optional.empty());
  }

  private static DkimResult signed(AuthStatus status, String domain) {
    DkimVerdict verdict = new DkimVerdict(status, "");
    return new DkimResult(verdict, domain, "s", "rsa-sha256", Optional.empty(), "", 2048, false);
  }

  private static final SpfVerdict NO_SPF = spf(SpfResult.NONE, "");

  @ParameterizedTest
  @CsvSource({
    // record of a.test, signed by, SPF for, result, disposition
    "v=DMARC1; p=reject, a.test, none.test, PASS, NONE",
    "v=DMARC1; p=reject, none.test, a.test, PASS, NONE",
    "v=DMARC1; p=reject, b.test, b.test, FAIL, REJECT",
    "v=DMARC1; p=quarantine, b.test, b.test, FAIL, QUARANTINE",
    "v=DMARC1; p=none, b.test, b.test, FAIL, NONE",
    "v=DMARC1; p=reject, x.a.test, none.test, PASS, NONE",
    "v=DMARC1; p=reject, none.test, x.y.a.test, PASS, NONE",
    "v=DMARC1; p=reject; adkim=s, x.a.test, none.test, FAIL, REJECT",
    "v=DMARC1; p=reject; aspf=s, none.test, x.a.test, FAIL, REJECT",
    "v=DMARC1; p=reject; adkim=s; aspf=s, a.test, none.test, PASS, NONE",
    "v=DMARC1;p=REJECT;unknown=1;;, b.test, b.test, FAIL, REJECT",
    "v=DMARC1; p=reject; t=y, b.test, b.test, FAIL, QUARANTINE",
    "v=DMARC1; p=reject; pct=0, b.test, b.test, FAIL, QUARANTINE",
    "v=DMARC1; p=quarantine; pct=0, b.test, b.test, FAIL, NONE",
    "v=DMARC1; p=nonsense; rua=mailto:x@a.test, b.test, b.test, FAIL, NONE",
    "v=DMARC1; p=nonsense, b.test, b.test, NONE, NONE",
    "v=DMARC2; p=reject, b.test, b.test, NONE, NONE",
    "V=DMARC1; p=reject, b.test, b.test, NONE, NONE"
  })
  void thePolicyOfTheAuthorsDomainDecides(
      String record, String signer, String sender, AuthStatus status, DmarcPolicy disposition) {
    publish("a.test", record);
    for (DmarcDiscovery each : DmarcDiscovery.values()) {
      DmarcVerdict verdict =
          check(
              each,
              "a.test",
              spf(SpfResult.PASS, sender),
              signed(AuthStatus.FAIL, "a.test"),
              signed(AuthStatus.PASS, signer));
      assertThat(verdict.status()).as(each.name()).isEqualTo(status);
      assertThat(verdict.disposition()).as(each.name()).isEqualTo(disposition);
    }
  }

  @Test
  void subdomainsHaveThePolicyOfTheOrganization() {
    publish("a.test", "v=DMARC1; p=reject; sp=quarantine; np=reject");
    zone.add("mail.a.test", "A", "192.0.2.1");
    for (DmarcDiscovery each : DmarcDiscovery.values()) {
      assertThat(check(each, "mail.a.test", NO_SPF).disposition())
          .isEqualTo(DmarcPolicy.QUARANTINE);
      assertThat(check(each, "nowhere.a.test", NO_SPF).disposition()).isEqualTo(DmarcPolicy.REJECT);
    }
  }

  @Test
  void twoRecordsAreNone() {
    publish("a.test", "v=DMARC1; p=reject").publish("a.test", "v=DMARC1; p=none");
    assertThat(check(DmarcDiscovery.TREE_WALK, "a.test", NO_SPF).status())
        .isEqualTo(AuthStatus.NONE);
  }

  @Test
  void tenantsOfAPublicSuffixDoNotBelongTogether() {
    publish("one.co.uk", "v=DMARC1; p=reject");
    SpfVerdict other = spf(SpfResult.PASS, "two.co.uk");
    assertThat(check(DmarcDiscovery.PUBLIC_SUFFIX_LIST, "one.co.uk", other).status())
        .isEqualTo(AuthStatus.FAIL);
    assertThat(check(DmarcDiscovery.TREE_WALK, "one.co.uk", other).status())
        .isEqualTo(AuthStatus.FAIL);
  }

  @Test
  void aSuffixThatSaysSoSplitsThoseBelowIt() { // RFC 9989
    publish("cloud.test", "v=DMARC1; p=reject; psd=y").publish("test", "v=DMARC1; p=none");
    SpfVerdict other = spf(SpfResult.PASS, "two.cloud.test");
    DmarcVerdict verdict = check(DmarcDiscovery.TREE_WALK, "one.cloud.test", other);
    assertThat(verdict.status()).isEqualTo(AuthStatus.FAIL);
    assertThat(verdict.domain()).isEqualTo("cloud.test");
    assertThat(
            check(
                    DmarcDiscovery.TREE_WALK,
                    "x.one.cloud.test",
                    spf(SpfResult.PASS, "one.cloud.test"))
                .status())
        .isEqualTo(AuthStatus.PASS);
  }

  @Test
  void anOrganizationBelowAnotherCanSayThatItIsOne() { // RFC 9989
    publish("big.test", "v=DMARC1; p=reject").publish("own.big.test", "v=DMARC1; p=reject; psd=n");
    assertThat(
            check(DmarcDiscovery.TREE_WALK, "own.big.test", spf(SpfResult.PASS, "big.test"))
                .status())
        .isEqualTo(AuthStatus.FAIL);
  }

  @Test
  void longNamesCostAFewLookUps() {
    check(DmarcDiscovery.TREE_WALK, "a.".repeat(100) + "test", NO_SPF);
    assertThat(zone.asked()).isLessThanOrEqualTo(9);
  }

  @Test
  void aSilentDnsIsNoFailure() {
    zone.silent("_dmarc.a.test");
    assertThat(check(DmarcDiscovery.TREE_WALK, "a.test", NO_SPF).status())
        .isEqualTo(AuthStatus.TEMPERROR);
    publish("b.test", "v=DMARC1; p=reject");
    DmarcVerdict unknown =
        check(DmarcDiscovery.TREE_WALK, "b.test", spf(SpfResult.TEMPERROR, "b.test"));
    assertThat(unknown.status()).isEqualTo(AuthStatus.TEMPERROR);
    assertThat(unknown.disposition()).isEqualTo(DmarcPolicy.NONE);
  }

  @Test
  void aMessageOfSeveralDomainsOrNoneCannotPass() {
    DmarcChecker checker = new DmarcChecker(zone, DmarcDiscovery.TREE_WALK, new Random(1));
    assertThat(checker.check(List.of(), NO_SPF, List.of()).status())
        .isEqualTo(AuthStatus.PERMERROR);
    assertThat(checker.check(List.of("a.test", "b.test"), NO_SPF, List.of()).status())
        .isEqualTo(AuthStatus.PERMERROR);
  }

  @Test
  void withoutAPolicyItIsStillKnownWhetherTheAuthorIsAuthentic() {
    DmarcVerdict verdict =
        check(DmarcDiscovery.PUBLIC_SUFFIX_LIST, "a.test", spf(SpfResult.PASS, "mail.a.test"));
    assertThat(verdict.status()).isEqualTo(AuthStatus.NONE);
    assertThat(verdict.authentic()).isTrue();
  }

  @Test
  void halfOfTheMailIsHalfOfTheMail() {
    publish("a.test", "v=DMARC1; p=reject; pct=50");
    DmarcChecker checker = new DmarcChecker(zone, DmarcDiscovery.PUBLIC_SUFFIX_LIST, new Random(7));
    int rejected = 0;
    for (int i = 0; i < 1000; i++) {
      DmarcVerdict verdict = checker.check(List.of("a.test"), NO_SPF, List.of());
      assertThat(verdict.wanted()).isEqualTo(DmarcPolicy.REJECT);
      rejected += verdict.disposition() == DmarcPolicy.REJECT ? 1 : 0;
    }
    assertThat(rejected).isBetween(400, 600);
  }
}
