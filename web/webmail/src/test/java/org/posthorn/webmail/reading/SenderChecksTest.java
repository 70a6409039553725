package org.posthorn.webmail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mime.header.HeaderLines;
import org.posthorn.mime.header.SenderChecks;
import org.posthorn.webmail.text.Person;

/** Where a message comes from, as far as this server knows. */
class SenderChecksTest {
  private static final String HERE = "Received: from a by mx.example with ESMTPS id 1; now\r\n";
  private static final String BEFORE = "Received: from b by other.example with ESMTP; now\r\n";

  private static SenderChecks checks(String header) {
    return new SenderChecks(new HeaderLines(header), "mx.example");
  }

  @Test
  void whatThisServerFoundOutIsRead() { // RFC 8601 §2.2
    SenderChecks checks =
        checks(
            "Authentication-Results: MX.example;\r\n\tiprev=pass policy.iprev=192.0.2.1;\r\n"
                + "\tdkim=fail (body; hash) header.d=bad.example;\r\n"
                + "\tdkim=pass header.d=news.example header.s=a;\r\n"
                + "\tdmarc=pass (p=reject) header.from=news.example\r\n"
                + HERE
                + BEFORE);
    assertThat(checks.result("dmarc")).isEqualTo("pass");
    assertThat(checks.result("dkim")).isEqualTo("fail");
    assertThat(checks.signer()).contains("news.example");
    assertThat(checks.result("arc")).isEmpty();
  }

  @Test
  void whatOthersSayIsNotBelieved() {
    String pass = "; dmarc=pass header.from=bank.example\r\n";
    assertThat(checks("Authentication-Results: evil.example" + pass + HERE).isKnown()).isFalse();
    assertThat(checks(HERE + BEFORE + "Authentication-Results: mx.example" + pass).isKnown())
        .as("below what the server before has written")
        .isFalse();
    assertThat(checks("Authentication-Results: mx.example; (dmarc=pass)\r\n").isKnown()).isFalse();
    assertThat(
            checks("Authentication-Results: mx.example; dkim=none reason=\"x; dmarc=pass\"\r\n")
                .result("dmarc"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ceo@bank.example, ceo@evil.example, true",
    "Boss <ceo@bank.example>, x@evil.example, true",
    "ceo@bank.example, CEO@Bank.example, false",
    "Anna, anna@bank.example, false"
  })
  void aNameThatShowsAnotherAddressIsTold(String name, String address, boolean odd) {
    assertThat(LookAlike.shownAddress(new Person(name, address)).isPresent()).isEqualTo(odd);
  }

  @ParameterizedTest
  @CsvSource({
    "Pаypal, service@paypal.example, true",
    "Service, service@xn--pypal-4ve.example, true",
    "Анна, anna@mail.example, false",
    "Jürgen Müller, j@m.example, false",
    "山田 Taro, t@mail.example, false"
  })
  void lettersThatLookAlikeAreTold(String name, String address, boolean odd) {
    assertThat(LookAlike.mixesScripts(new Person(name, address))).isEqualTo(odd);
  }

  @Test
  void aListIsLeftByMailOrOnItsPage() { // RFC 2369 §3.2
    assertThat(href("<https://list.example/u?a=b>, <mailto:u@list.example?subject=leave%20me>"))
        .isEqualTo("/webmail/compose?mailto=mailto%3Au%40list.example%3Fsubject%3Dleave%2520me");
    assertThat(href("<https://list.example/u?a=b>")).isEqualTo("https://list.example/u?a=b");
    assertThat(href("<javascript:alert(1)>, <http://list.example>, <https:///x>, x")).isEmpty();
  }

  private static String href(String value) {
    return Unsubscribe.href(new HeaderLines("List-Unsubscribe: " + value + "\r\n")).orElse("");
  }
}
