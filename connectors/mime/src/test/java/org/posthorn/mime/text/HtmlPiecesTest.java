package org.posthorn.mime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPiecesTest {

  private static String read(String html, int atOnce) {
    StringBuilder text = new StringBuilder();
    HtmlPieces pieces = new HtmlPieces(page -> text.append(page).append(' '));
    for (int at = 0; at < html.length(); at += atOnce) {
      String kept = "kept";
      pieces.add(kept + html.substring(at, Math.min(html.length(), at + atOnce)), kept.length());
    }
    pieces.end();
    return text.toString().strip().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 1_000_000})
  void styleAndTagsMaySpanPieces(int atOnce) {
    String html =
        "<head><style>p{color:red}</style></head><p>one <b title='a > b'>t</b>wo</p>three";
    assertThat(read(html, atOnce)).isEqualTo("one two three");
  }

  @Test
  void allOfALongTextIsRead() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      html.append("<p class='x'>w").append(i).append("</p>");
    }
    String[] words = read(html.toString(), 32_000).split(" ");
    assertThat(words).hasSize(50_000);
    assertThat(words[49_999]).isEqualTo("w49999");
  }

  @Test
  void imagesInsideTagsAreNoText() {
    String html = "<p>before<img src='data:image/png;base64," + "QUJD".repeat(200_000) + "'>after";
    assertThat(read(html, 32_000)).isEqualTo("before after");
  }
}
