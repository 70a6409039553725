package org.posthorn.mime.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * The text of a part whose octets come piece by piece: undoes transfer encoding and charset, and
 * shows pieces that overlap. Bounded in memory. Not thread-safe.
 */
public final class TextStream {
  private final Predicate<String> seen;
  private final TransferDecoder transfer;
  private final CharsetDecoder decoder;
  private final StringBuilder window = new StringBuilder();
  private final int overlap;
  private ByteBuffer decoded = ByteBuffer.allocate(0);

  /**
   * Shows the text of a part with this encoding and charset.
   *
   * @param overlap how many chars of a piece are shown once more with the next
   * @param seen says whether that is enough
   */
  public TextStream(String encoding, String charset, int overlap, Predicate<String> seen) {
    this.seen = seen;
    this.overlap = overlap;
    this.transfer = TransferDecoder.named(encoding);
    Charset known = Charsets.named(charset).orElse(StandardCharsets.UTF_8);
    this.decoder =
        known
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Takes the next octets; true when what was shown is enough. */
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
    if (seen.test(window.toString())) {
      return true;
    }
    if (window.length() > overlap) {
      int cut = window.length() - overlap;
      boolean inside = cut < window.length() && Character.isLowSurrogate(window.charAt(cut));
      window.delete(0, inside ? cut - 1 : cut);
    }
    return false;
  }
}
