package org.posthorn.smtp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.testkit.Escapes;

class DataDecoderTest {

  /** What became of octets. */
  private record Result(String text, boolean ended, boolean refused, int left) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".\\r\\n|''",
        "a\\r\\n.\\r\\n|a\\r\\n",
        "..\\r\\n.\\r\\n|.\\r\\n",
        ".a\\r\\n...\\r\\n.\\r\\n|a\\r\\n..\\r\\n",
        "a.\\r\\n.\\r\\n|a.\\r\\n",
        "\\r\\n.\\r\\n|\\r\\n"
      })
  void dotsAreUnstuffed(String wire, String text) { // RFC 5321 §4.5.2
    Result result = decode(Escapes.octets(wire), -1);
    assertThat(result)
        .isEqualTo(new Result(new String(Escapes.octets(text), ISO_8859_1), true, false, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\n.\\n",
        "\\r\\n.\\n",
        "\\n.\\r\\n",
        "\\r.\\r",
        "\\r\\n.\\r",
        "\\r.\\r\\n",
        "\\r\\r\\n",
        "\\r\\n.\\r\\r\\n",
        "\\n\\r",
        "\\r\\n.\\n\\r\\n"
      })
  void onlyDotBetweenCrlfEnds(String form) { // RFC 5321 §2.3.8
    Result result = decode(Escapes.octets("a" + form + "b\\r\\n.\\r\\nrest"), -1);
    assertThat(result.refused()).isTrue();
    assertThat(result.ended()).isTrue();
    assertThat(result.left()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\0", "a\\0b", "\\r\\n\\0.", "\\r\\n.\\0"})
  void nulIsNoText(String form) { // RFC 5321 §2.3.7
    DataDecoder decoder = new DataDecoder();
    ByteBuffer octets = ByteBuffer.wrap(Escapes.octets("x" + form + "\\r\\n.\\r\\n"));
    assertThat(feed(decoder, octets, new StringBuilder())).isTrue();
    assertThat(decoder.fault()).contains(TextFault.NUL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\r\\n..b\\r\\n.\\r\\nNOOP\\r\\n",
        ".\\r\\n.\\r\\n",
        "a\\r\\n.\\r.\\r\\n.\\r\\n",
        "\\r\\n\\r\\n..\\r\\n.c\\r\\n.\\r\\n"
      })
  void anyCutOfTheOctetsGivesTheSameText(String wire) {
    byte[] octets = Escapes.octets(wire);
    for (int cut = 1; cut < octets.length; cut++) {
      Result whole = decode(octets, -1);
      Result parts = decode(octets, cut);
      assertThat(parts.ended()).as("cut at %d", cut).isEqualTo(whole.ended());
      assertThat(parts.refused()).as("cut at %d", cut).isEqualTo(whole.refused());
      if (!whole.refused()) {
        assertThat(parts).as("cut at %d", cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void randomOctetsComeThroughOrAreRefused() {
    Random random = new Random(20261122);
    byte[] alphabet = {'\r', '\n', '.', 'a', 'b', 0};
    for (int round = 0; round < 20_000; round++) {
      byte[] octets = new byte[random.nextInt(24)];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = alphabet[random.nextInt(alphabet.length)];
      }
      String wire = new String(octets, ISO_8859_1);
      Result result =
          decode(octets, octets.length < 2 ? -1 : 1 + random.nextInt(octets.length - 1));
      int end = ("\r\n" + wire).indexOf("\r\n.\r\n");
      assertThat(result.ended()).as(wire).isEqualTo(end >= 0);
      if (result.ended()) {
        String text = wire.substring(0, end);
        assertThat(result.left()).as(wire).isEqualTo(wire.length() - end - 3);
        assertThat(result.refused())
            .as(wire)
            .isEqualTo(!text.replace("\r\n", "").matches("[^\r\n\0]*"));
        if (!result.refused()) {
          assertThat(result.text())
              .isEqualTo(("\r\n" + text).replace("\r\n.", "\r\n").substring(2));
        }
      }
    }
  }

  private static Result decode(byte[] octets, int cut) {
    DataDecoder decoder = new DataDecoder();
    StringBuilder text = new StringBuilder();
    ByteBuffer first = ByteBuffer.wrap(octets, 0, cut < 0 ? octets.length : cut);
    boolean ended = feed(decoder, first, text);
    int left = first.remaining();
    if (cut >= 0) {
      ByteBuffer second = ByteBuffer.wrap(octets, cut, octets.length - cut);
      ended = feed(decoder, second, text);
      left += second.remaining();
    }
    return new Result(text.toString(), ended, decoder.fault().isPresent(), left);
  }

  private static boolean feed(DataDecoder decoder, ByteBuffer octets, StringBuilder text) {
    return decoder.feed(
        octets,
        piece -> {
          text.append(ISO_8859_1.decode(piece));
        });
  }
}
