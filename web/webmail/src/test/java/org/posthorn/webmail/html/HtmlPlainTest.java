package org.posthorn.webmail.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlPlainTest {
  @Test
  void linesOfTheEditorAreLines() {
    String html = "<div>Dear Ann,</div><div><br></div><div>thank&nbsp;you<br>again</div>";
    assertThat(HtmlPlain.text(html)).isEqualTo("Dear Ann,\n\nthank you\nagain\n");
  }

  @Test
  void listsQuotesAndLinksHaveTheirMarks() {
    String html =
        "<ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul><blockquote><p>said</p><blockquote>before</blockquote></blockquote><p><a"
            + " href='https://a.example/x'>more</a> <a"
            + " href='https://b.example/'>https://b.example</a></p>";
    assertThat(HtmlPlain.text(html))
        .contains("- one\n- two\n  1. inner\n")
        .contains("> said\n")
        .contains("> > before\n")
        .contains("more <https://a.example/x> https://b.example\n");
  }

  @Test
  void theSignatureHasItsSeparator() { // RFC 3676 §4.3
    String html = "<div>text</div><div class='posthorn-signature'><div>Ann</div></div>";
    assertThat(HtmlPlain.text(html)).isEqualTo("text\n-- \nAnn\n");
  }

  @Test
  void preformattedTextStaysAsItIs() {
    assertThat(HtmlPlain.text("<pre>a\n  b\n</pre>")).isEqualTo("a\n  b\n");
  }

  @Test
  void scriptsAndStylesAreNoText() {
    assertThat(HtmlPlain.text("<style>p{}</style><script>x</script><title>t</title>a"))
        .isEqualTo("a\n");
  }

  @Test
  void depthIsNoMatter() {
    assertThat(HtmlPlain.text("<blockquote>".repeat(50_000) + "x")).endsWith("x\n");
  }
}
