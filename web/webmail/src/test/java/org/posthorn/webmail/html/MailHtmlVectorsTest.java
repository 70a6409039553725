package org.posthorn.webmail.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by kind, one a line in {@code html-vectors}; U+2400 to U+2421 stand for controls. */
class MailHtmlVectorsTest {
  private static final List<String> KINDS =
      List.of(
          "tags", "attributes", "urls", "css", "namespaces", "mutation", "charset", "clobbering");

  static Stream<String> kinds() {
    return KINDS.stream();
  }

  static List<String> vectors(String kind) {
    try (InputStream in =
        Objects.requireNonNull(
            MailHtmlVectorsTest.class.getResourceAsStream("/html-vectors/" + kind + ".txt"))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(MailHtmlVectorsTest::controls)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String controls(String line) {
    StringBuilder out = new StringBuilder();
    line.chars()
        .map(c -> c == 0x2421 ? 127 : c >= 0x2400 && c < 0x2420 ? c - 0x2400 : c)
        .forEach(c -> out.append((char) c));
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingOfAVectorRunsOrLoads(String kind) {
    for (String vector : vectors(kind)) {
      String read = MailHtml.reading(vector, cid -> null, false).html();
      assertThat(Inert.faults(read, true)).as("%s -> %s", vector, read).isEmpty();
      String edited = MailHtml.editing(vector, cid -> null, false).html();
      assertThat(Inert.faults(edited, false)).as("%s -> %s", vector, edited).isEmpty();
      String sent = MailHtml.sending(vector, cid -> null);
      assertThat(Inert.faults(sent, false)).as("%s -> %s", vector, sent).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void filteredTwiceIsTheSame(String kind) {
    for (String vector : vectors(kind)) {
      String once = MailHtml.reading(vector, cid -> null, false).html();
      assertThat(MailHtml.reading(once, cid -> null, false).html()).as(vector).isEqualTo(once);
      String edited = MailHtml.editing(vector, cid -> null, false).html();
      assertThat(MailHtml.editing(edited, cid -> null, false).html()).as(vector).isEqualTo(edited);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<svg>%s</svg>", "<math><mtext>%s", "<table>%s", "<style>%s", "<b a='%s'>"})
  void noneRunsOrLoadsWithinSomethingElse(String around) {
    for (String kind : KINDS) {
      for (String vector : vectors(kind)) {
        String read = MailHtml.reading(around.replace("%s", vector), cid -> null, false).html();
        assertThat(Inert.faults(read, true)).as("%s -> %s", vector, read).isEmpty();
      }
    }
  }

  @Test
  void aQuotedVectorKeepsToItsPlace() {
    for (String vector : vectors("css")) {
      String quoted = MailHtml.quoting(vector, "q1", cid -> null, false).html();
      String sheet = org.jsoup.Jsoup.parse(quoted).select("style").html();
      assertThat(sheet.replaceAll("@media[^{]*\\{|@supports[^{]*\\{", ""))
          .as(quoted)
          .matches("(?:[.]q1[^{}]*\\{[^{}]*\\}|\\})*");
    }
  }

  @Test
  void thereAreMoreThanTwoHundred() {
    assertThat(KINDS.stream().mapToInt(kind -> vectors(kind).size()).sum()).isGreaterThan(300);
  }
}
