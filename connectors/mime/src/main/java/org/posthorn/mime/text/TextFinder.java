package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Locale;
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
  private final TransferDecoder transfer;
  private final int overlap;
  private final Optional<TextStream> stream; // of charsets that are not searched so
  private byte[] octets = new byte[0];
  private int count;

  /** Looks for a text in a part with this encoding and charset. */
  public TextFinder(String encoding, String charset, SearchText needle) {
    this.needle = needle;
    this.charset = Charsets.named(charset).orElse(UTF_8);
    this.transfer = TransferDecoder.named(encoding);
    this.overlap = LONGEST_CHARACTER * needle.overlap();
    this.stream =
        keepsAscii(this.charset)
            ? Optional.empty()
            : Optional.of(new TextStream(encoding, charset, needle.overlap(), needle::in));
  }

  // whether octets below 128 always are ASCII, whatever stands before
  private static boolean keepsAscii(Charset charset) {
    String name = charset.name().toLowerCase(Locale.ROOT);
    return charset.equals(UTF_8)
        || name.startsWith("iso-8859-")
        || name.startsWith("windows-125")
        || name.startsWith("koi8-");
  }

  /** Takes the next octets; true when the text has been found. */
  public boolean add(byte[] piece, int from, int to) {
    if (stream.isPresent()) {
      return stream.get().add(piece, from, to);
    }
    int kept = Math.min(count, overlap);
    ByteBuffer next = ByteBuffer.allocate(kept + to - from + TransferDecoder.SPARE);
    next.put(octets, count - kept, kept);
    transfer.decode(piece, from, to, next);
    octets = next.array();
    count = next.position();
    return needle.inAscii(octets, 0, count) || nearOthers();
  }

  // What is not found in the octets has a character in it that is not ASCII.
  private boolean nearOthers() {
    int near = needle.length();
    int end = 0;
    for (int at = Charsets.firstOther(octets, 0, count);
        at < count;
        at = Charsets.firstOther(octets, end, count)) {
      int start = Math.max(end, at - near);
      end = endOfOthers(at, near);
      if (needle.in(new String(octets, start, end - start, charset))) {
        return true;
      }
    }
    return false;
  }

  private int endOfOthers(int first, int near) {
    int last = first;
    for (int i = first + 1; i < count && i - last <= 2 * near; i++) {
      if (octets[i] < 0) {
        last = i;
      }
    }
    return Math.min(count, last + 1 + near);
  }
}
