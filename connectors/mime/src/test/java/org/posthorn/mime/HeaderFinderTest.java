package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.text.SearchText;

/** A shorter way to the same answer as making a text of each field. */
class HeaderFinderTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "B",
          " ",
          "\t",
          "\r\n ",
          "\r\nx: ",
          "\r\nName :  ",
          "\0",
          "ä",
          "=?utf-8?q?=C3=84b?=",
          "=?",
          "?=",
          ":",
          "no colon\r\n",
          "ab");

  private final Random random = new Random(3);

  private String text(int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      out.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return out.toString();
  }

  private static FieldScanner fields(byte[] header) {
    return new FieldScanner(header, 0, header.length);
  }

  @Test
  void findsWhatTheFieldsHave() {
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] header = ("x:" + text(20) + "\r\n\r\n").getBytes(UTF_8);
      SearchText needle = new SearchText(text(2).strip());
      boolean there = false;
      for (FieldScanner each = fields(header); each.next(); ) {
        there |= needle.in(HeaderFinder.text(each));
      }
      assertThat(new HeaderFinder(needle).in(fields(header)))
          .as("%s in %s", needle.folded(), new String(header, UTF_8))
          .isEqualTo(there);
      found += there ? 1 : 0;
    }
    assertThat(found).isBetween(3_000, 17_000);
  }
}
