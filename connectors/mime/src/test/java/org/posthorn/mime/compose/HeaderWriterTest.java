package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.posthorn.mime.MailAddress;

class HeaderWriterTest {
  private static final Pattern WORD = Pattern.compile("=\\?utf-8\\?B\\?([^?]*)\\?=");

  private static String written(BiConsumer<HeaderWriter, String> field, String value) {
    HeaderWriter writer = new HeaderWriter();
    field.accept(writer, value);
    return writer.text();
  }

  private static String decoded(String header) {
    StringBuilder text = new StringBuilder();
    for (Matcher word = WORD.matcher(header); word.find(); ) {
      text.append(new String(Base64.getDecoder().decode(word.group(1)), UTF_8));
    }
    return text.toString();
  }

  @Test
  void noLineIsLongerThanMailMayHaveOrBlank() { // RFC 5322 §2.1.1
    List<BiConsumer<HeaderWriter, String>> fields =
        List.of(
            (writer, value) -> writer.unstructured("Subject", value),
            (writer, value) -> writer.verbatim("X".repeat(76), value),
            (writer, value) ->
                writer.addresses("To", List.of(new MailAddress(value, "a", "example.org"))));
    List<String> values =
        List.of(
            "a  ".repeat(660),
            "  ".repeat(30_000),
            " " + "a ".repeat(900),
            "a ".repeat(900) + "x",
            "a, ".repeat(600),
            "\"".repeat(1_000),
            "x".repeat(2_000),
            "=?".repeat(900));
    for (BiConsumer<HeaderWriter, String> field : fields) {
      for (String value : values) {
        String header = written(field, value);
        assertThat(header.split("\r\n"))
            .allSatisfy(line -> assertThat(line).isNotBlank().hasSizeLessThanOrEqualTo(998));
        assertThat(header).endsWith("\r\n").doesNotContain("\r\n\r\n");
      }
    }
  }

  @Test
  void blanksNextToEachOtherStayAsTheyAre() {
    assertThat(written((writer, value) -> writer.unstructured("Subject", value), "a  b "))
        .isEqualTo("Subject: a  b \r\n");
    String value = "a  ".repeat(660);
    assertThat(decoded(written((writer, it) -> writer.unstructured("Subject", it), value)))
        .isEqualTo(value);
  }
}
