package org.posthorn.mime.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Looks for text in the body of a part whose octets come piece by piece: undoes transfer encoding
 * and charset, and finds what spans two pieces. Bounded in memory. Not thread-safe.
 */
public final class TextStream {
  private final SearchText needle;
  private final TransferDecoder transfer;
  private final CharsetDecoder decoder;
  private final StringBuilder window = new StringBuilder();
  private final int overlap;
  private ByteBuffer decoded = ByteBuffer.allocate(0);

  /** Looks for {@code needle} in a part with this encoding and charset. */
  public TextStream(SearchText needle, String encoding, String charset) {
    this.needle = needle;
    this.transfer = TransferDecoder.named(encoding);
    Charset known = Charsets.named(charset).orElse(StandardCharsets.UTF_8);
    this.decoder =
        known
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.overlap = 4 * needle.folded().length() + 16; // composing may shorten what is compared
  }

  /** Takes the next octets; true when the text was found. */
  public boolean add(byte[] octets, int from, int to) {
    int kept = decoded.remaining();
    ByteBuffer next = ByteBuffer.allocate(kept + to - from + TransferDecoder.SPARE);
    next.put(decoded);
    transfer.decode(octets, from, to, next);
    decoded = next.flip();
    CharBuffer chars =
        CharBuffer.allocate((int) (next.remaining() * decoder.maxCharsPerByte()) + 2);
    decoder.decode(next, chars, false);
    window.append(chars.flip());
    if (needle.in(window.toString())) {
      return true;
    }
    if (window.length() > overlap) {
      int cut = window.length() - overlap;
      window.delete(0, Character.isLowSurrogate(window.charAt(cut)) ? cut - 1 : cut);
    }
    return false;
  }
}
