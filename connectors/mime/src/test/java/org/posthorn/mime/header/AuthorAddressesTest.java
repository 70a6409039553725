package org.posthorn.mime.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;

class AuthorAddressesTest {
  private static final Address ANN = new Address("ann", "a.example");
  private static final Address BOB = new Address("bob", "b.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@a.example",
        " Ann <ann@a.example> ",
        "\"Ann, (x) <eve@x>\" <ann@a.example>",
        "J. R. Ann <ann@a.example> (Ann (nested \\) ) )",
        "=?utf-8?q?Ann?=\r\n\t<ann@a.example>",
        "Änn <ann@A.EXAMPLE>",
        "<ann@a.example>",
        "ann@a.example <ann@a.example>",
        "eve@x.example <ann@a.example>",
        "\"ann@a.example\" <ann@a.example>",
        "ann@a.example (Ann)",
        "Ann [External] CORP\\ann <ann@a.example>",
        "Ann [x <ann@a.example>",
        "< ann@a.example >",
        "ann@a.example,",
        ",ann@a.example , ,",
        "ann@a.example;",
        "Team: Ann <ann@a.example>;",
        "Re: Ann <ann@a.example>",
        "ann@a.example."
      })
  void oneAuthor(String value) {
    assertThat(AuthorAddresses.parse(value).orElseThrow()).containsExactly(ANN);
  }

  @Test
  void severalAuthors() {
    assertThat(AuthorAddresses.parse("Ann <ann@a.example>,\r\n bob@b.example (Bob)").orElseThrow())
        .containsExactly(ANN, BOB);
    assertThat(AuthorAddresses.parse("ann@a.example; Bob <bob@b.example>").orElseThrow())
        .containsExactly(ANN, BOB);
    assertThat(AuthorAddresses.parse("a: ann@a.example;, b: bob@b.example;").orElseThrow())
        .containsExactly(ANN, BOB); // RFC 6854
    assertThat(AuthorAddresses.parse("ann@a.example, <bob@b.example>").orElseThrow())
        .containsExactly(ANN, BOB);
  }

  @Test
  void literalsMayHaveColons() {
    assertThat(AuthorAddresses.parse("ann@[IPv6:2001:db8::1]").orElseThrow())
        .containsExactly(new Address("ann", "[ipv6:2001:db8::1]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ann",
        ",",
        "undisclosed-recipients:;",
        "<>",
        "Ann <>",
        "ann@a.example bob@b.example",
        "<ann@a.example> <bob@b.example>",
        "<ann@a.example> Bob",
        "<ann@a.example",
        "<<ann@a.example>>",
        "<@x.example:ann@a.example>",
        ": ann@a.example;",
        "\"Ann <ann@a.example>",
        "(Ann ann@a.example",
        "ann@a.example)",
        "ann @ a.example",
        "ann@a.example\0"
      })
  void refused(String value) {
    assertThat(AuthorAddresses.parse(value)).isEmpty();
  }

  @Test
  void deepCommentsAreRefused() {
    assertThat(AuthorAddresses.parse("(".repeat(100_000) + "ann@a.example")).isEmpty();
  }
}
