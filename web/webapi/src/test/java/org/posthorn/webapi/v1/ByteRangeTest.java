package org.posthorn.webapi.v1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ByteRangeTest { // RFC 9110 §14.1.2

  private static String cut(String field) throws IOException {
    ByteRange range = ByteRange.of(field, 10).orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    range.copy(
        some -> {
          some.write("012".getBytes(US_ASCII));
          some.write("3456789".getBytes(US_ASCII));
        },
        out);
    assertThat(out.size()).isEqualTo((int) range.length());
    return out.toString(US_ASCII);
  }

  @Test
  void theOctetsThatAreNamedAreGiven() throws IOException {
    assertThat(cut("bytes=0-0")).isEqualTo("0");
    assertThat(cut("bytes=2-4")).isEqualTo("234");
    assertThat(cut("bytes=7-")).isEqualTo("789");
    assertThat(cut("bytes=-2")).isEqualTo("89");
    assertThat(cut("bytes=-99")).isEqualTo("0123456789");
    assertThat(cut("bytes=5-99")).isEqualTo("56789");
  }

  @Test
  void nothingIsReadBehindTheRange() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] pieces = new int[1];
    ByteRange.of("bytes=1-2", 1000)
        .orElseThrow()
        .copy(
            some -> {
              for (; pieces[0] < 100; pieces[0]++) {
                some.write("0123456789".getBytes(US_ASCII));
              }
            },
            out);
    assertThat(out.toString(US_ASCII)).isEqualTo("12");
    assertThat(pieces[0]).isLessThan(3);
  }

  @Test
  void whatIsBehindTheEndCannotBeGiven() {
    assertThat(ByteRange.of("bytes=10-", 10).orElseThrow().isIn(10)).isFalse();
    assertThat(ByteRange.of("bytes=-0", 10).orElseThrow().isIn(10)).isFalse();
    assertThat(ByteRange.of("bytes=0-", 0).orElseThrow().isIn(0)).isFalse();
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    for (String field :
        new String[] {"", "bytes=", "bytes=-", "bytes=4-2", "lines=1-2", "bytes=0-1,3-4"}) {
      assertThat(ByteRange.of(field, 10)).as(field).isEmpty();
    }
  }
}
