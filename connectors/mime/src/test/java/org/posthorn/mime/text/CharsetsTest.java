package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetsTest {

  private static String decode(byte[] octets, String charset) {
    return Charsets.decode(octets, 0, octets.length, charset);
  }

  @ParameterizedTest
  @CsvSource({
    "iso-8859-1, 93 41 94, “A”", // what senders mean is windows-1252
    "latin1, 80, €",
    "ISO-8859-9, 80 F0, €ğ",
    "us-ascii, C3 A4, ä",
    "'', C3 A4 20 E4, ä ä",
    "iso-8859-8-i, F9, ש",
    "iso-8859-8-e, F9, ש",
    "iso-8859-6-i, C7, ا",
    "macintosh, 9A A7, öß",
    "x-mac-cyrillic, 80, А",
    "win-1251, C0, А",
    "windows1251, C0, А",
    "cp-1251, C0, А",
    "cp1251, C0, А",
    "x-cp1251, C0, А",
    "\"windows-1251\", C0, А",
    "windows-1251*ru, C0, А",
    "koi8-ru, A4, є",
    "gb2312, B0 A1 81 30 81 30, 啊\u0080", // GB18030
    "gbk, FE 9F, 䶮",
    "ks_c_5601-1987, 81 41, 갂", // windows-949
    "euc-kr, 81 41, 갂",
    "shift_jis, 87 40, ①", // windows-31j
    "iso-2022-jp, 1B 24 42 2D 21 1B 28 42, ①",
    "euc-jp, AD A1, ①",
    "big5, A4 40, 一",
    "tis-620, A1 80, ก€",
    "iso-8859-10, A1 FF, Ąĸ",
    "iso-8859-14, A1 F0, Ḃŵ",
    "utf-7, 2B 41 50 59 2D 2B 2D, ö+",
    "utf-16, 41 00 E4 00, Aä",
    "utf-16, FE FF 00 41, A",
    "utf-16be, 00 41, A",
    "x-utf-8, C3 A4, ä",
    "klingon, C3 A4 E4, ää",
  })
  void namesMeanWhatSendersMean(String name, String hex, String text) {
    assertThat(decode(HexFormat.ofDelimiter(" ").parseHex(hex), name)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Sch\u00c3\u00b6n \u00ff Gl\u00c3\u00bcck, Schön ÿ Glück", // one wrong octet
    "na\u00efve, naïve",
    "caf\u00e9, café",
    "\u00e2\u0082, â‚",
    "\u00f0\u009f\u0098\u0080, 😀",
    "\u00ed\u00a0\u0080, í €", // no surrogates in UTF-8
  })
  void octetsThatAreNotUtf8StandForThemselves(String octets, String text) {
    assertThat(decode(octets.getBytes(ISO_8859_1), "utf-8").replace('\u00a0', ' ')).isEqualTo(text);
  }

  @Test
  void cutsMakeNoDifference() {
    Random random = new Random(3);
    for (String charset : new String[] {"utf-8", "utf-7", "iso-8859-14", "gb2312", "iso-2022-jp"}) {
      for (int round = 0; round < 300; round++) {
        byte[] octets = new byte[30];
        random.nextBytes(octets);
        byte[] text = "+APY-äß€😀".getBytes(UTF_8);
        System.arraycopy(text, 0, octets, random.nextInt(10), text.length);
        StringBuilder seen = new StringBuilder();
        TextStream stream =
            new TextStream("8bit", charset, 3, (window, fresh) -> more(seen, window, fresh));
        for (int at = 0; at < octets.length; ) {
          int end = Math.min(octets.length, at + 1 + random.nextInt(4));
          stream.add(octets, at, end);
          at = end;
        }
        stream.end();
        assertThat(seen.toString()).isEqualTo(decode(octets, charset));
      }
    }
  }

  private static boolean more(StringBuilder seen, String window, int fresh) {
    seen.append(window, fresh, window.length());
    return false;
  }
}
