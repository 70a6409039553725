package org.posthorn.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;

class FromFieldTest {
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
        "<ann@a.example>"
      })
  void oneAuthor(String value) {
    assertThat(FromField.addresses(value).orElseThrow()).containsExactly(ANN);
  }

  @Test
  void severalAuthors() {
    assertThat(FromField.addresses("Ann <ann@a.example>,\r\n bob@b.example (Bob)").orElseThrow())
        .containsExactly(ANN, BOB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ann",
        "ann@a.example,",
        ",ann@a.example",
        "ann@a.example bob@b.example",
        "ann@a.example <bob@b.example>",
        "<ann@a.example> <bob@b.example>",
        "<ann@a.example> Bob",
        "<ann@a.example",
        "<<ann@a.example>>",
        "<@x.example:ann@a.example>",
        "group: ann@a.example;",
        "\"Ann <ann@a.example>",
        "(Ann ann@a.example",
        "ann@a.example)",
        "ann @ a.example",
        "ann@a.example\0"
      })
  void refused(String value) {
    assertThat(FromField.addresses(value)).isEmpty();
  }

  @Test
  void deepCommentsAreRefused() {
    assertThat(FromField.addresses("(".repeat(100_000) + "ann@a.example")).isEmpty();
  }
}
