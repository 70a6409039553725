package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * UTF-8 as it is found in mail: octets that are not UTF-8 are read as windows-1252 by themselves,
 * and what stands around them stays what it is. So one wrong octet spoils one character, text in
 * Latin-1 that is called UTF-8 can be read, and it makes no difference where text is cut in pieces.
 */
final class MailUtf8 extends Charset {
  private static final char[] OTHERS = others();

  MailUtf8() {
    super("x-mail-utf-8", new String[0]);
  }

  @Override
  public boolean contains(Charset other) {
    return UTF_8.contains(other);
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  @Override
  public CharsetEncoder newEncoder() {
    return UTF_8.newEncoder();
  }

  private static final class Decoder extends CharsetDecoder {
    private final CharsetDecoder utf8 =
        UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    // how a character begins that the last octets cut off
    private final ByteBuffer begun = ByteBuffer.allocate(4).limit(0);

    Decoder(Charset charset) {
      super(charset, 1, 1);
    }

    @Override
    protected void implReset() {
      begun.clear().limit(0);
      utf8.reset();
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (begun.hasRemaining()) {
        if (decodeSome(begun, out).isOverflow()) {
          return CoderResult.OVERFLOW;
        }
        if (begun.hasRemaining()) {
          if (!in.hasRemaining()) {
            return CoderResult.UNDERFLOW;
          }
          begun.compact().put(in.get()).flip();
        }
      }
      CoderResult result = decodeSome(in, out);
      if (!result.isOverflow()) {
        begun.clear();
        begun.put(in).flip();
      }
      return result;
    }

    // all that is whole; at an underflow what is left may begin a character
    private CoderResult decodeSome(ByteBuffer in, CharBuffer out) {
      while (true) {
        CoderResult result = utf8.decode(in, out, false);
        if (!result.isError()) {
          return result;
        }
        if (out.remaining() < result.length()) {
          return CoderResult.OVERFLOW;
        }
        for (int i = result.length(); i > 0; i--) {
          out.put(other(in.get()));
        }
      }
    }

    @Override
    protected CoderResult implFlush(CharBuffer out) {
      while (begun.hasRemaining()) {
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        out.put(other(begun.get()));
      }
      return CoderResult.UNDERFLOW;
    }

    private static char other(byte octet) {
      return OTHERS[octet & 0x7F];
    }
  }

  // what octets from 128 on are by themselves
  private static char[] others() {
    byte[] octets = new byte[128];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (i | 0x80);
    }
    return new String(octets, Charset.forName("windows-1252")).toCharArray();
  }
}
