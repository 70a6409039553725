package org.posthorn.dmarcreports.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;
import org.posthorn.relay.control.MapConfig;

/** Who gets no reports. */
class DmarcReportSettingsTest {
  private static DmarcReportSettings from(String... pairs) {
    return DmarcReportSettings.from(
        new MapConfig(pairs.length == 0 ? Map.of() : Map.of(pairs[0], pairs[1])));
  }

  private static DmarcReportSettings excluding(String text) {
    return from("posthorn.reports.dmarc-excluded", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "out.test                | x@out.test       | true",
        "out.test                | x@sub.OUT.test   | true",
        "out.test                | x@shout.test     | false",
        "OUT.test                | x@out.test       | true",
        "bücher.test             | x@xn--bcher-kva.test | true",
        "xn--bcher-kva.test      | x@bücher.test    | true",
        "x@a.test , Y@b.test,    | X@A.test         | true",
        "x@a.test , Y@b.test,    | y@b.test         | true",
        "x@a.test , Y@b.test,    | z@b.test         | false",
        "x@a.test                | x@sub.a.test     | false"
      })
  void anAddressIsExcludedByItselfOrByItsDomain(String excluded, String address, boolean out) {
    Address to = Address.parse(address).orElseThrow();
    assertThat(excluding(excluded).excludes(to)).isEqualTo(out);
  }

  @ParameterizedTest
  @CsvSource({"out.test,out.test,true", "out.test,a.out.test,true", "x@out.test,out.test,false"})
  void nothingIsMadeAboutAnExcludedDomain(String excluded, String domain, boolean out) {
    assertThat(excluding(excluded).excludes(domain)).isEqualTo(out);
  }

  @Test
  void reportsAreSentUnlessSomebodySaysNo() {
    assertThat(from().sent()).isTrue();
    assertThat(from().excluded()).isEmpty();
    assertThat(from().discovery()).isEqualTo(DmarcDiscovery.TREE_WALK);
    assertThat(from("posthorn.reports.dmarc", " off").sent()).isFalse();
    assertThat(from("posthorn.checks.organizations", "public-suffix-list").discovery())
        .isEqualTo(DmarcDiscovery.PUBLIC_SUFFIX_LIST);
    assertThatThrownBy(() -> from("posthorn.reports.dmarc", "no"))
        .hasMessage("posthorn.reports.dmarc must be on or off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.example.com", ".example.com", "a..b", "x@", "a.test, *.b.test"})
  void whatIsNeitherAddressNorDomainIsRefused(String text) {
    assertThatThrownBy(() -> excluding(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no address and no domain");
  }
}
