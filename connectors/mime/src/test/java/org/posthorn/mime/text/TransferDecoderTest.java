package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferDecoderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quoted-printable|a=3Db=3d|a=b=",
        "Quoted-Printable|soft=~~break|softbreak",
        "quoted-printable|soft= ~~blank|softblank",
        "quoted-printable|end \t ~~ mid dle=20 ~~ =~~x |end~~ mid dle ~~ x",
        "quoted-printable|=4|",
        "quoted-printable|=XY=4Z|=XY=4Z",
        "BASE64|aGVs~~bG8=|hello",
        "base64|aGVsbG8|hello",
        "base64|a!G?V sbG8=aGVsbG8=|hellohello",
        "7bit|as=20is|as=20is",
      })
  void anyCutDecodesAlike(String encoding, String source, String expected) {
    byte[] octets = source.replace("~~", "\r\n").getBytes(ISO_8859_1);
    String wanted = expected == null ? "" : expected.replace("~~", "\r\n");
    for (int cut = 0; cut <= octets.length; cut++) {
      TransferDecoder decoder = TransferDecoder.named(encoding);
      ByteBuffer out = ByteBuffer.allocate(octets.length + 2 * TransferDecoder.SPARE);
      decoder.decode(octets, 0, cut, out);
      decoder.decode(octets, cut, octets.length, out);
      assertThat(new String(out.array(), 0, out.position(), ISO_8859_1)).isEqualTo(wanted);
    }
  }

  @Test
  void randomOctetsNeverOverflowTheRoomAskedFor() {
    Random random = new Random(5);
    byte[] alphabet = "=\r\n A4f".getBytes(ISO_8859_1);
    for (int round = 0; round < 5_000; round++) {
      TransferDecoder decoder =
          TransferDecoder.named(random.nextBoolean() ? "base64" : "quoted-printable");
      for (int piece = 0; piece < 4; piece++) {
        byte[] octets = new byte[random.nextInt(8)];
        for (int i = 0; i < octets.length; i++) {
          octets[i] = alphabet[random.nextInt(alphabet.length)];
        }
        decoder.decode(
            octets, 0, octets.length, ByteBuffer.allocate(octets.length + TransferDecoder.SPARE));
      }
    }
  }

  @Test
  void endlessBlanksAreNotHeldBack() {
    byte[] blanks = " ".repeat(1000).getBytes(ISO_8859_1);
    TransferDecoder decoder = TransferDecoder.named("quoted-printable");
    ByteBuffer out = ByteBuffer.allocate(blanks.length + TransferDecoder.SPARE);
    decoder.decode(blanks, 0, blanks.length, out);
    assertThat(out.position()).isGreaterThanOrEqualTo(blanks.length - TransferDecoder.SPARE);
  }

  @ParameterizedTest
  @CsvSource({
    "utf-8, true",
    "klingon, true",
    "not a name, true",
    "x-\u00e9, true",
    "'', true",
    "iso-2022-jp, false"
  })
  void anyCharsetNameDecodesAscii(String name, boolean unused) {
    byte[] octets = "plain".getBytes(ISO_8859_1);
    assertThat(Charsets.decode(octets, 0, octets.length, name)).isEqualTo("plain");
  }
}
