package org.posthorn.mime.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** Charsets of one octet a character that Java lacks. For reading only. */
final class OctetCharset extends Charset {
  private static final int HIGH = 0xA0;

  private final String high; // characters from 0xA0 to 0xFF

  private OctetCharset(String name, String high) {
    super(name, new String[0]);
    this.high = high;
  }

  /** Of the north of Europe. */
  static Charset latin6() {
    return new OctetCharset(
        "x-iso-8859-10",
        "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋ"
            + "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ");
  }

  /** Celtic. */
  static Charset latin8() {
    return new OctetCharset(
        "x-iso-8859-14",
        "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
            + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");
  }

  @Override
  public boolean contains(Charset other) {
    return equals(other);
  }

  @Override
  public boolean canEncode() {
    return false;
  }

  @Override
  public CharsetEncoder newEncoder() {
    throw new UnsupportedOperationException(name());
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new CharsetDecoder(this, 1, 1) {
      @Override
      protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        while (in.hasRemaining()) {
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          int octet = in.get() & 0xFF;
          out.put(octet < HIGH ? (char) octet : high.charAt(octet - HIGH));
        }
        return CoderResult.UNDERFLOW;
      }
    };
  }
}
