package org.posthorn.mime.text;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Looks for a text in a part whose octets come piece by piece. Finds what {@link TextStream} would
 * show, but decodes only what could make a difference: octets of ASCII are compared as they are.
 * Bounded in memory. Not thread-safe.
 */
public final class TextFinder {
  private static final int LONGEST_CHARACTER = 4; // octets of the charsets that are searched so

  private final SearchText needle;
  private final Charset charset;
  private final boolean isUtf8;
  private final TransferDecoder transfer;
  private final int overlap;
  private final Optional<TextStream> stream; // of charsets that are not searched so
  private byte[] octets = new byte[0];
  private int count;

  /** Looks for a text in a part with this encoding and charset. */
  public TextFinder(String encoding, String charset, SearchText needle) {
    this.needle = needle;
    this.charset = Charsets.of(charset);
    this.isUtf8 = Charsets.isUtf8(this.charset);
    this.transfer = TransferDecoder.named(encoding);
    this.overlap = LONGEST_CHARACTER * needle.overlap();
    this.stream =
        Charsets.keepsAscii(this.charset)
            ? Optional.empty()
            : Optional.of(
                new TextStream(
                    encoding, charset, needle.overlap(), (text, fresh) -> needle.in(text)));
  }

  /** Takes the next octets; true when the text has been found. */
  public boolean add(byte[] piece, int from, int to) {
    if (stream.isPresent()) {
      return stream.get().add(piece, from, to);
    }
    int kept = kept();
    ByteBuffer next = ByteBuffer.allocate(kept + to - from + TransferDecoder.SPARE);
    next.put(octets, count - kept, kept);
    transfer.decode(piece, from, to, next);
    octets = next.array();
    count = next.position();
    return needle.inAscii(octets, 0, count) || nearOthers(wholeCharacters());
  }

  /** The part has ended; true when the text has been found. */
  public boolean end() {
    return stream.isPresent() ? stream.get().end() : wholeCharacters() < count && nearOthers(count);
  }

  // how many octets are looked at once more with the next, without a part of a character
  private int kept() {
    int kept = Math.min(count, overlap);
    while (kept > 0 && kept < count && isUtf8 && isContinuation(octets[count - kept])) {
      kept--;
    }
    return kept;
  }

  private static boolean isContinuation(byte octet) {
    return (octet & 0xC0) == 0x80;
  }

  // where the octets end without a character that the end cuts off
  private int wholeCharacters() {
    int start = count;
    while (isUtf8 && start > 0 && count - start < 3) {
      int c = octets[--start] & 0xFF;
      if (c >= 0xC0) {
        int length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        return start + length > count ? start : count;
      }
      if (c < 0x80) {
        return count;
      }
    }
    return count;
  }

  // What is not found in the octets has a character in it that is not ASCII.
  private boolean nearOthers(int limit) {
    int near = needle.length();
    int end = 0;
    for (int at = Charsets.firstOther(octets, 0, limit);
        at < limit;
        at = Charsets.firstOther(octets, end, limit)) {
      int start = Math.max(end, at - near);
      end = endOfOthers(at, near, limit);
      if (needle.in(Charsets.decode(octets, start, end, charset))) {
        return true;
      }
    }
    return false;
  }

  private int endOfOthers(int first, int near, int limit) {
    int last = first;
    for (int i = first + 1; i < limit && i - last <= 2 * near; i++) {
      if (octets[i] < 0) {
        last = i;
      }
    }
    return Math.min(limit, last + 1 + near);
  }
}
