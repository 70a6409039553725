package org.posthorn.mime.text;

import java.nio.ByteBuffer;

/** The beginning of a text as it is shown in lists of messages. RFC 8970 §3. */
public final class Preview {
  /** Characters of a preview at most. */
  public static final int MAX = 200;

  private Preview() {}

  /**
   * The preview of a part; shorter than {@link #MAX} when that is all its text.
   *
   * @param octets how its body begins in their first {@code length}, encoded
   * @param encoding content transfer encoding
   * @param charset named in its header; may be empty or unknown
   * @param html whether it is HTML, else plain text
   */
  public static String of(
      byte[] octets, int length, String encoding, String charset, boolean html) {
    ByteBuffer decoded = ByteBuffer.allocate(length + TransferDecoder.SPARE);
    TransferDecoder.named(encoding).decode(octets, 0, length, decoded);
    String text = Charsets.decode(decoded.array(), 0, decoded.position(), charset);
    return collapse(html ? HtmlText.strip(text) : text);
  }

  // runs of blanks and control characters become one space
  private static String collapse(String text) {
    StringBuilder out = new StringBuilder(MAX);
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isBlank(c)) {
        blank = out.length() > 0;
        continue;
      }
      if (out.length() + (blank ? 1 : 0) + Character.charCount(c) > MAX) {
        break;
      }
      if (blank) {
        out.append(' ');
        blank = false;
      }
      out.appendCodePoint(c);
    }
    return out.toString();
  }

  private static boolean isBlank(int c) {
    return c <= ' '
        || c >= 0x7F
            && (Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE);
  }
}
