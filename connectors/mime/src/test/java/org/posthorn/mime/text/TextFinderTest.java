package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is searched in octets is what people see. */
class TextFinderTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "A",
          " ",
          "ab",
          "\r\n",
          "=",
          "ä",
          "Ä",
          "a\u0308",
          "ß",
          "ﬁ",
          "\u212a",
          "é",
          "昼",
          "食",
          "\ud83d\ude00",
          "Ω",
          "x".repeat(40));

  private final Random random = new Random(7);

  private String text(int most, Charset charset) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      String piece = PIECES.get(random.nextInt(random.nextInt(PIECES.size()) + 1));
      out.append(charset.newEncoder().canEncode(piece) ? piece : "b");
    }
    return out.toString();
  }

  private static String encoded(byte[] octets, String encoding) {
    if (encoding.equals("base64")) {
      return Base64.getMimeEncoder().encodeToString(octets);
    }
    StringBuilder out = new StringBuilder();
    for (byte octet : octets) {
      out.append("=%02X".formatted(octet & 0xFF));
    }
    return encoding.equals("8bit") ? new String(octets, ISO_8859_1) : out.toString();
  }

  private boolean finds(String needle, String wire, String encoding, String charset) {
    TextFinder finder = new TextFinder(encoding, charset, new SearchText(needle));
    byte[] octets = wire.getBytes(ISO_8859_1);
    for (int at = 0; at < octets.length; ) {
      int next = Math.min(octets.length, at + 1 + random.nextInt(300));
      if (finder.add(octets, at, next)) {
        return true;
      }
      at = next;
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "iso-8859-1", "windows-1252", "gb18030", "utf-16be", "koi8-r"})
  void findsWhatTheTextHas(String charset) {
    Charset known = Charset.forName(charset);
    int found = 0;
    for (int i = 0; i < 6000; i++) {
      String text = text(120, known);
      String wanted = random.nextBoolean() ? text(3, known) : part(text);
      String encoding = List.of("8bit", "base64", "quoted-printable").get(i % 3);
      boolean there = new SearchText(wanted).in(text);
      String wire = encoded(text.getBytes(known), encoding);
      assertThat(finds(wanted, wire, encoding, charset))
          .as("%s in %s, %s", wanted, text, encoding)
          .isEqualTo(there);
      found += there ? 1 : 0;
    }
    assertThat(found).isBetween(2000, 5500);
  }

  private String part(String text) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(12));
    return text.substring(from, to);
  }

  @Test
  void textsOfAnyLengthMoveOn() {
    String long1 = "x".repeat(300) + "y";
    assertThat(finds(long1, "x".repeat(5000) + "y", "7bit", "")).isTrue();
    assertThat(finds(long1, "x".repeat(5000), "7bit", "")).isFalse();
    assertThat(finds("y" + long1, "x".repeat(299) + "y" + long1, "7bit", "")).isTrue();
    assertThat(finds("Z", "yyyyz", "7bit", "")).isTrue();
  }
}
