package org.posthorn.webmail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainBodyTest {
  @Test
  void textMeansItself() {
    assertThat(PlainBody.html("<script>alert('1')</script> & \"x\""))
        .isEqualTo(
            "<div class=\"line\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp;"
                + " &quot;x&quot;</div>");
  }

  @Test
  void quotesAreBlocksWithinEachOther() {
    assertThat(PlainBody.html("a\n> b\n>> c\nd"))
        .isEqualTo(
            "<div class=\"line\">a</div><blockquote><div class=\"line\">b</div><blockquote><div"
                + " class=\"line\">c</div></blockquote></blockquote><div class=\"line\">d</div>");
  }

  @Test
  void aSignatureIsSetApart() { // RFC 3676 §4.3
    assertThat(PlainBody.html("a\r\n-- \r\nAnn"))
        .endsWith(
            "<div class=\"signature\"><div class=\"line\">-- </div><div"
                + " class=\"line\">Ann</div></div>");
  }

  @Test
  void addressesOfPagesAreLinks() {
    assertThat(PlainBody.html("see https://a.example/?x=1&y=2."))
        .contains(
            "<a target=\"_blank\" rel=\"noopener noreferrer\""
                + " href=\"https://a.example/?x=1&amp;y=2\">https://a.example/?x=1&amp;y=2</a>.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "https://a\" onclick=\"alert(1)",
        "https://a'><img src=x onerror=alert(1)>",
        "data:text/html,<script>alert(1)</script>"
      })
  void nothingElseIs(String text) {
    assertThat(PlainBody.html(text))
        .doesNotContain("href=\"javascript", "href=\"data", "<img", "<script", "\" onclick");
  }
}
