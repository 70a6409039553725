package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "straße.example, straße.example, xn--strae-oqa.example", // IDNA 2003 made strasse of it
    "XN--STRAE-OQA.example, straße.example, xn--strae-oqa.example",
    "strasse.example, strasse.example, strasse.example",
    "βόλος.example, βόλος.example, xn--nxasmm1c.example",
    "BÜCHER.Example, bücher.example, xn--bcher-kva.example",
    "bu\u0308cher.example, bücher.example, xn--bcher-kva.example",
    "bücher。example, bücher.example, xn--bcher-kva.example",
    "r3---sn.example, r3---sn.example, r3---sn.example",
    "r3---sn.bücher.example, r3---sn.bücher.example, r3---sn.xn--bcher-kva.example",
    "a.example., a.example, a.example",
    "☃.example, ☃.example, xn--n3h.example"
  })
  void domainsHaveOneForm(String given, String unicode, String ascii) { // UTS 46
    assertThat(Address.domain(given)).contains(unicode);
    assertThat(new Address("x", unicode).asciiDomain()).isEqualTo(ascii);
    assertThat(Address.domain(ascii)).contains(unicode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xn--a.example", // decodes to nothing
        "xn--bcher-KVA\u0301.example",
        "xn--strasse-.example",
        "xn--a-ecp.example\u0000",
        "a\u00a0b.example",
        "a\u200bb..example",
        "a\u202eb.example",
        "a\u200db.example", // RFC 5892 appendix A.2
        "\u05d0a.example", // RFC 5893
        "-a.example",
        "a-.example",
        "a_b.example",
        "a..example",
        ".example",
        ".",
        "",
        "a b.example"
      })
  void whatIsNoDomainIsRefused(String given) {
    assertThat(Address.domain(given)).isEmpty();
  }

  @Test
  void longNamesAreRefused() {
    assertThat(Address.domain("a".repeat(63) + ".example")).isPresent();
    assertThat(Address.domain("a".repeat(64) + ".example")).isEmpty();
    assertThat(Address.domain("ü".repeat(60) + ".example")).isEmpty();
    assertThat(Address.domain("a.".repeat(127) + "a")).isPresent();
    assertThat(Address.domain("a.".repeat(128) + "a")).isEmpty();
    assertThat(Address.domain("ü.".repeat(100) + "a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jürgen@x.example", "用户@x.example", "a\u0308@x.example", "😀@x.example"})
  void localPartsMayBeUnicode(String text) { // RFC 6531 §3.3
    assertThat(Address.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u00a0b@x.example",
        "a\u200bb@x.example",
        "a\u200d@x.example",
        "\u202ea@x.example",
        "a\u2066@x.example",
        "a\ufeff@x.example",
        "a\u00ad@x.example",
        "a\u3164@x.example",
        "a\u3000@x.example",
        "a\u2028b@x.example",
        "a\u0085@x.example",
        "a\ud800@x.example",
        "a\ue000@x.example",
        "\"a\u202e b\"@x.example"
      })
  void whatCannotBeSeenIsNoLocalPart(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void whatEarlierBuildsTookIsStillRead() {
    Address old = new Address("a\u00a0 b", "x.example");
    assertThat(Address.parse(old.toString())).isEmpty();
    assertThat(Address.stored(old.toString())).isEqualTo(old);
    assertThat(Address.stored("xn--a@xn--a.example").toString()).isEqualTo("xn--a@xn--a.example");
    assertThat(Address.stored("broken")).isEqualTo(new Address("broken", ""));
  }

  @Test
  void dotsMayStandAnywhere() {
    assertThat(Address.parse("a..b.@x.example.")).contains(new Address("a..b.", "x.example"));
    assertThat(new Address("a..b.", "x.example")).hasToString("\"a..b.\"@x.example");
    assertThat(Address.parse("@x.example")).isEmpty();
  }
}
