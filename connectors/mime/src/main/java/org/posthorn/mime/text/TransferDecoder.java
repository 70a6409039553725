package org.posthorn.mime.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Undoes a content transfer encoding as octets come, whatever the cuts. Total: octets that do not
 * belong there are passed over (base64) or kept (quoted-printable). RFC 2045 §6. Not thread-safe.
 */
public abstract class TransferDecoder {
  /** How many more octets than it is given a decoder may put at once: those it held back. */
  public static final int SPARE = 80;

  /** The decoder of an encoding, in any case; unknown ones change nothing. */
  public static TransferDecoder named(String encoding) {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "base64" -> new Base64();
      case "quoted-printable" -> new QuotedPrintable();
      default -> new Identity();
    };
  }

  /**
   * Decodes {@code source[from, to)} and puts the result into {@code target}, which has room for as
   * many octets and {@link #SPARE} more.
   */
  public abstract void decode(byte[] source, int from, int to, ByteBuffer target);

  /** The Q encoding of encoded words: underscores are spaces. RFC 2047 §4.2. One char per octet. */
  public static byte[] q(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '=' && i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
      int low = high >= 0 ? hex(text.charAt(i + 2)) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(c == '_' ? ' ' : c);
      }
    }
    return out.toByteArray();
  }

  private static int hex(int c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static final class Identity extends TransferDecoder {
    @Override
    public void decode(byte[] source, int from, int to, ByteBuffer target) {
      target.put(source, from, to - from);
    }
  }

  /** RFC 2045 §6.8. */
  private static final class Base64 extends TransferDecoder {
    private static final byte[] VALUES = values();
    private int bits;
    private int count;

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
    public void decode(byte[] source, int from, int to, ByteBuffer target) {
      for (int i = from; i < to; i++) {
        int c = source[i];
        if (c == '=') {
          bits = 0; // padding ends a group; another may follow in a joined body
          count = 0;
          continue;
        }
        int value = c < 0 ? -1 : VALUES[c];
        if (value < 0) {
          continue;
        }
        bits = bits << 6 | value;
        count += 6;
        if (count >= 8) {
          count -= 8;
          target.put((byte) (bits >> count));
          bits &= (1 << count) - 1;
        }
      }
    }
  }

  /** RFC 2045 §6.7. */
  private static final class QuotedPrintable extends TransferDecoder {
    private static final int NONE = -1;
    private static final int EQUALS = -2;
    private static final int SOFT_BREAK = -3;
    private static final int MAX_BLANKS = 76; // no line is longer. RFC 2045 §6.7 rule 5
    private final byte[] blanks = new byte[MAX_BLANKS];
    private int held;
    private int state = NONE; // or the first hexadecimal digit

    @Override
    public void decode(byte[] source, int from, int to, ByteBuffer target) {
      for (int i = from; i < to; i++) {
        byte c = source[i];
        if (state != NONE) {
          afterEquals(c, target);
        } else if ((c == ' ' || c == '\t') && held < MAX_BLANKS) {
          blanks[held++] = c;
        } else {
          afterBlanks(c, target);
        }
      }
    }

    private void afterBlanks(byte c, ByteBuffer target) {
      if (c != '\r'
          && c != '\n') { // blanks at the end of a line do not count. RFC 2045 §6.7 rule 3
        target.put(blanks, 0, held);
      }
      held = 0;
      if (c == '=') {
        state = EQUALS;
      } else {
        target.put(c);
      }
    }

    private void afterEquals(byte c, ByteBuffer target) {
      if (state == SOFT_BREAK || state == EQUALS && (c == '\r' || c == ' ' || c == '\t')) {
        boolean over = c == '\n' || state == SOFT_BREAK && c != '\r' && c != ' ' && c != '\t';
        if (over && c != '\n') {
          target.put(c);
        }
        state = over ? NONE : SOFT_BREAK;
      } else if (state == EQUALS) {
        int digit = hex(c);
        if (c == '\n') {
          state = NONE;
        } else if (digit >= 0) {
          state = digit;
        } else {
          target.put((byte) '=').put(c);
          state = NONE;
        }
      } else {
        int digit = c < 0 ? -1 : hex(c);
        if (digit >= 0) {
          target.put((byte) (state << 4 | digit));
        } else {
          target.put((byte) '=').put((byte) Character.forDigit(state, 16)).put(c);
        }
        state = NONE;
      }
    }
  }
}
