package org.posthorn.mime.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * UTF-7: ASCII, and UTF-16 in base64 between {@code +} and {@code -}. For reading only; octets that
 * do not belong there stand for themselves. RFC 2152.
 */
final class Utf7 extends Charset {
  private static final byte[] VALUES = values();

  Utf7() {
    super("x-mail-utf-7", new String[0]);
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
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
    return new Decoder(this);
  }

  private static final class Decoder extends CharsetDecoder {
    private boolean shifted;
    private boolean empty; // nothing has come since the shift
    private int bits;
    private int count;

    Decoder(Charset charset) {
      super(charset, 1, 1);
    }

    @Override
    protected void implReset() {
      shifted = false;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (in.hasRemaining()) {
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        int c = in.get() & 0xFF;
        if (shifted) {
          shifted(c, out);
        } else if (c == '+') {
          shifted = true;
          empty = true;
          bits = 0;
          count = 0;
        } else {
          out.put((char) c);
        }
      }
      return CoderResult.UNDERFLOW;
    }

    private void shifted(int c, CharBuffer out) {
      int value = c < 128 ? VALUES[c] : -1;
      if (value < 0) { // RFC 2152: any other character ends it, and "-" is absorbed
        shifted = false;
        if (c != '-') {
          out.put((char) c);
        } else if (empty) {
          out.put('+');
        }
        return;
      }
      empty = false;
      bits = bits << 6 | value;
      count += 6;
      if (count >= 16) {
        count -= 16;
        out.put((char) (bits >> count));
        bits &= (1 << count) - 1;
      }
    }
  }
}
