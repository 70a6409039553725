package org.posthorn.mime.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * The text of a part whose octets come piece by piece: undoes transfer encoding and charset, and
 * shows pieces that overlap. Bounded in memory. Not thread-safe.
 */
public final class TextStream {
  private static final int HELD_BACK = 4; // chars that a decoder may owe

  /** Is shown the text of a part, piece by piece. */
  public interface Window {
    /**
     * Sees the next piece.
     *
     * @param fresh where in it begins what was not shown before
     * @return whether that is enough
     */
    boolean shows(String text, int fresh);
  }

  private final Window seen;
  private final TransferDecoder transfer;
  private final CharsetDecoder decoder;
  private final StringBuilder window = new StringBuilder();
  private final int overlap;
  private ByteBuffer decoded = ByteBuffer.allocate(0);

  /**
   * Shows the text of a part with this encoding and charset.
   *
   * @param overlap how many chars of a piece are shown once more with the next
   */
  public TextStream(String encoding, String charset, int overlap, Window seen) {
    this.seen = seen;
    this.overlap = overlap;
    this.transfer = TransferDecoder.named(encoding);
    this.decoder =
        Charsets.of(charset)
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
    CharBuffer chars = room();
    decoder.decode(next, chars, false);
    return show(chars.flip());
  }

  /** The part has ended; true when what was shown is enough. */
  public boolean end() {
    CharBuffer chars = room();
    decoder.decode(decoded, chars, true);
    decoder.flush(chars);
    return chars.position() > 0 && show(chars.flip());
  }

  private CharBuffer room() {
    int chars = (int) Math.ceil(decoded.remaining() * (double) decoder.maxCharsPerByte());
    return CharBuffer.allocate(chars + HELD_BACK);
  }

  private boolean show(CharBuffer chars) {
    int fresh = window.length();
    window.append(chars);
    if (seen.shows(window.toString(), fresh)) {
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
