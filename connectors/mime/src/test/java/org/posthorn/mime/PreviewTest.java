package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text is the preview of a message. RFC 8970 §3. */
class PreviewTest {

  private static String preview(String message) {
    return Samples.facts(message).preview();
  }

  // in the form "alternative(plain:text html:text)", blanks in texts written as _
  private static String message(String form) {
    StringBuilder out = new StringBuilder();
    int at = part(form, 0, 0, out);
    assertThat(at).isEqualTo(form.length());
    return out.toString();
  }

  private static int part(String form, int from, int depth, StringBuilder out) {
    int colon = form.indexOf(':', from);
    int open = form.indexOf('(', from);
    if (open < 0 || colon >= 0 && colon < open) {
      int end = colon;
      while (end < form.length() && " )".indexOf(form.charAt(end)) < 0) {
        end++;
      }
      String text = form.substring(colon + 1, end).replace('_', ' ');
      out.append("Content-Type: text/").append(form, from, colon).append("\n\n").append(text);
      out.append('\n');
      return end;
    }
    String boundary = "b" + depth + "e";
    out.append("Content-Type: multipart/").append(form, from, open).append("; boundary=");
    out.append(boundary).append("\n\n");
    int at = open;
    while (form.charAt(at) != ')') {
      out.append("--").append(boundary).append('\n');
      at = part(form, at + 1, depth + 1, out);
    }
    out.append("--").append(boundary).append("--\n");
    return at + 1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain:one|one",
        "mixed(html:<p>one</p> plain:footer)|one",
        "mixed(plain:one html:<p>two</p>)|one",
        "alternative(plain:one html:<p>two</p>)|one",
        "alternative(html:<p>two</p> plain:one)|one",
        "alternative(html:<p>two</p> plain:_)|two",
        "alternative(plain:__ html:<p>two</p>)|two",
        "alternative(plain:__ related(html:<p>two</p> plain:no))|two",
        "alternative(related(html:<p>two</p>) plain:one)|one",
        "mixed(alternative(html:<p>two</p> plain:one) plain:footer)|one",
        "mixed(html:<p>one</p> alternative(plain:two html:two))|one",
        "mixed(html:<img> plain:text)|text",
        "mixed(calendar:BEGIN plain:text)|text",
      })
  void isTheFirstTextThatSaysSomething(String form, String preview) {
    assertThat(preview(message(form))).isEqualTo(preview);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 4_000, 20_000, 120_000})
  void emptyLinesAndHeadsBeforeItDoNotMatter(int length) {
    assertThat(preview("\n" + "\n".repeat(length) + "text")).isEqualTo("text");
    String style = "p{color:red}\n".repeat(length / 13);
    assertThat(preview("Content-Type: text/html\n\n<style>" + style + "</style>text"))
        .isEqualTo("text");
    assertThat(preview("Content-Type: text/html\n\n<head><!--" + style + "--></head><td>text"))
        .isEqualTo("text");
    String encoded = "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n";
    String html = "<head><style>" + style + "</style></head>Gr&uuml;&szlig;e";
    String base64 = java.util.Base64.getMimeEncoder().encodeToString(html.getBytes(UTF_8));
    assertThat(preview(encoded + base64)).isEqualTo("Grüße");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fi<b>sh</b>es &amp; chips|Fishes & chips",
        "a<br>b<p>c</p>d<table><td>e<td>f</table>|a b c d e f",
        "<title>no</title><script>no</script><body><noscript>oh </noscript>yes|oh yes",
        "<a title='>'>x</a>&nosuch;|x&nosuch;",
        "1 < 2 &#8364; &#x20ac; &euro;&nbsp;x|1 < 2 € € € x",
        "<p>cut <b|cut",
      })
  void ofHtmlIsWhatCanBeRead(String html, String preview) {
    assertThat(preview("Content-Type: text/html\n\n" + html)).isEqualTo(preview);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "<table><tr><td>",
        "<p><b><i>",
        "</b>",
        "<a href=",
        "<!--",
        "&",
        "<svg><math>",
        "<b a=1><b a=2><p>",
        "<font color=a><div>",
        "<",
        "<select><option>",
        "<style>",
        "<li><ul>"
      })
  void hostileHtmlCostsBoundedTime(String piece) {
    String html = "Content-Type: text/html\n\n" + piece.repeat(8_000_000 / piece.length());
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> preview(html));
  }

  @Test
  void manyTextPartsCostBoundedTime() {
    String part = "--x\nContent-Type: text/html\n\n" + "<p> </p>".repeat(40_000) + "\n";
    String message = "Content-Type: multipart/mixed; boundary=x\n\n" + part.repeat(50) + "--x--\n";
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> preview(message));
  }

  @Test
  void noHtmlIsRefused() {
    Random random = new Random(7);
    String letters = "<>/!-ab \"'=&;#pdivstyle";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder html = new StringBuilder("Content-Type: text/html\n\n");
      random.ints(60, 0, letters.length()).forEach(c -> html.append(letters.charAt(c)));
      assertThat(preview(html.toString()).length()).isLessThanOrEqualTo(200);
    }
  }
}
