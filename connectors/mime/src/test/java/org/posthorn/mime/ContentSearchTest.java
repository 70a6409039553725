package org.posthorn.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.mime.text.SearchText;

class ContentSearchTest {

  private static ContentSearch search(byte[] octets, int atOnce) {
    return new ContentSearch(new MemoryContent(octets, atOnce), Samples.facts(octets));
  }

  @ParameterizedTest
  @CsvSource({
    "gr\u00fc\u00dfe AUS k\u00d6ln, true, true",
    "inner text, true, true",
    "inner <b>html, true, true",
    "PHA+aW5u, false, false",
    "pr\u00fcfung der, false, true",
    "desk@client, false, true",
    "subject: =?, false, false",
    "message-id: <m1, false, true",
    "preamble, false, false",
  })
  void findsTextAsPeopleSeeIt(String needle, boolean inBody, boolean inText) {
    byte[] octets = Samples.corpus("forwarded-message-in-mixed");
    for (int atOnce : new int[] {1, 7, 100_000}) {
      ContentSearch search = search(octets, atOnce);
      assertThat(search.body(new SearchText(needle))).isEqualTo(inBody);
      assertThat(search.text(new SearchText(needle))).isEqualTo(inText);
    }
  }

  @Test
  void headerSearchSeesEveryFieldOfTheName() { // RFC 9051 §6.4.4
    byte[] octets = Samples.octets("X-A: one\nx-a: =?utf-8?q?tw=C3=B6?=\nX-B:\n\nthree\n");
    ContentSearch search = search(octets, 3);
    assertThat(search.header("X-a", new SearchText("ONE"))).isTrue();
    assertThat(search.header("X-a", new SearchText("TW\u00d6"))).isTrue();
    assertThat(search.header("X-B", new SearchText(""))).isTrue();
    assertThat(search.header("X-B", new SearchText("x"))).isFalse();
    assertThat(search.header("X-C", new SearchText(""))).isFalse();
    assertThat(search.header("X-A", new SearchText("three"))).isFalse();
  }

  @Test
  void findsWhatSpansTwoPieces() {
    for (int before = 16_370; before < 16_400; before++) {
      String body = "\u00c3\u00a4".repeat(before / 2) + "x".repeat(before % 2) + "Needle";
      byte[] octets = Samples.octets("Content-Type: text/plain; charset=utf-8\n\n" + body);
      assertThat(search(octets, 100_000).body(new SearchText("\u00c4X".substring(0, 1)))).isTrue();
      assertThat(search(octets, 100_000).body(new SearchText("nEEdle"))).isTrue();
      assertThat(search(octets, 100_000).body(new SearchText("needles"))).isFalse();
    }
  }

  @Test
  void parametersOfPartsAreDecoded() { // RFC 2231, RFC 2047
    String part = "--b\nContent-Disposition: attachment;\n filename";
    byte[] octets =
        Samples.octets(
            "Content-Type: multipart/mixed; boundary=b\n\n"
                + (part + "*=utf-8''akte%20%E2%82%AC.pdf\n\n\n")
                + (part + "*0=\"long \"; filename*1=name.txt\n\n\n")
                + (part + "=\"=?utf-8?B?w5xiZXI=?=.doc\"\n\n\n")
                + "--b\nContent-Type: message/rfc822\n\nSubject: =?utf-8?q?in=C3=A4?=\n\nx\n--b--\n");
    ContentSearch search = search(octets, 100_000);
    for (String needle : new String[] {"akte €.pdf", "long name.txt", "über.doc", "inä"}) {
      assertThat(search.text(new SearchText(needle))).as(needle).isTrue();
      assertThat(search.body(new SearchText(needle))).as(needle).isFalse();
    }
  }
}
