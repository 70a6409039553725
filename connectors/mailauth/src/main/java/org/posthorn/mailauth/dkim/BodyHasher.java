package org.posthorn.mailauth.dkim;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.OptionalLong;

/**
 * Hashes a body in its canonical form while it streams by. RFC 6376 §3.4.3, §3.4.4. A CR or LF
 * alone ends no line. Not thread-safe; holds no part of the body.
 */
final class BodyHasher {
  private static final int BLOCK = 8 * 1024;

  private final boolean relaxed;
  private final long limit;
  private final MessageDigest digest = Digests.sha256();
  private final byte[] out = new byte[BLOCK];
  private int filled;
  private long total;
  private boolean afterCr;
  private boolean blank; // blanks of this line that are not written yet
  private long lines; // line ends that are not written yet
  private boolean begun;

  /**
   * @param limit how many octets of the canonical form count; all where it is empty
   */
  BodyHasher(Canonicalization form, OptionalLong limit) {
    this.relaxed = form == Canonicalization.RELAXED;
    this.limit = limit.orElse(Long.MAX_VALUE);
  }

  /** Takes the next octets of the body. */
  void feed(ByteBuffer body) {
    while (body.hasRemaining()) {
      byte octet = body.get();
      if (afterCr) {
        afterCr = false;
        if (octet == '\n') {
          lines++;
          blank = false;
          continue;
        }
        plain((byte) '\r');
      }
      if (octet == '\r') {
        afterCr = true;
      } else if (relaxed && (octet == ' ' || octet == '\t')) {
        blank = true;
      } else {
        plain(octet);
      }
    }
  }

  private void plain(byte octet) {
    for (; lines > 0; lines--) {
      newLine();
    }
    if (blank) {
      put((byte) ' ');
      blank = false;
    }
    put(octet);
    begun = true;
  }

  private void newLine() {
    put((byte) '\r');
    put((byte) '\n');
  }

  private void put(byte octet) {
    total++;
    if (total <= limit) {
      if (filled == BLOCK) {
        flush();
      }
      out[filled++] = octet;
    }
  }

  private void flush() {
    digest.update(out, 0, filled);
    filled = 0;
  }

  /** The hash; nothing may follow. */
  byte[] finish() {
    if (afterCr) {
      afterCr = false;
      plain((byte) '\r');
    }
    if (begun || !relaxed) { // RFC 6376 §3.4.3: an empty body is one CRLF; §3.4.4: nothing
      newLine();
    }
    flush();
    return digest.digest();
  }

  /** How many octets the canonical form has, after {@link #finish}. */
  long length() {
    return total;
  }
}
