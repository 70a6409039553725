package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.BodyGauge;
import org.posthorn.kernel.Content;

/**
 * What a client must know of a message's octets before it sends them.
 *
 * @param start where the message starts: after a {@code Return-Path} field that a store put first,
 *     which must not leave the site. RFC 5321 §4.4
 * @param utf8Header whether the header has octets beyond ASCII. RFC 6532
 * @param eightBit whether any part has octets beyond ASCII. RFC 6152
 * @param binary whether it cannot be sent in lines: it has NUL, a CR or LF alone, or a line that is
 *     too long. Only looked for where that was declared. RFC 3030 §3
 */
public record Traits(long start, boolean utf8Header, boolean eightBit, boolean binary) {
  private static final int BLOCK = 32 * 1024;
  private static final byte[] RETURN_PATH = "return-path:".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads the message once; up to the first octet beyond ASCII in its body, unless it may be
   * binary.
   */
  public static Traits of(Content content, Body declared) {
    long start = afterReturnPath(content);
    Scan scan = new Scan(declared == Body.BINARY);
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long at = start; at < content.size(); ) {
      block.clear();
      int read = content.read(at, block);
      if (read <= 0) {
        break;
      }
      block.flip();
      at += read;
      if (scan.ends(block)) {
        break;
      }
    }
    return new Traits(start, scan.header8, scan.header8 || scan.body8, scan.binary());
  }

  /** The same for octets that start elsewhere. */
  Traits from(long otherStart) {
    return new Traits(otherStart, utf8Header, eightBit, binary);
  }

  private static long afterReturnPath(Content content) {
    ByteBuffer head = ByteBuffer.allocate(4096);
    content.read(0, head);
    head.flip();
    if (head.limit() < RETURN_PATH.length) {
      return 0;
    }
    for (int i = 0; i < RETURN_PATH.length; i++) {
      if (Character.toLowerCase(head.get(i)) != RETURN_PATH[i]) {
        return 0;
      }
    }
    for (int i = RETURN_PATH.length; i + 1 < head.limit(); i++) {
      boolean folded = head.get(i + 1) == ' ' || head.get(i + 1) == '\t'; // RFC 5322 §2.2.3
      if (head.get(i) == '\n' && !folded) {
        return i + 1L;
      }
    }
    return 0; // no end in sight: not one of the store's
  }

  /** Walks over header and body. */
  private static final class Scan {
    private final boolean mayBeBinary;
    private final BodyGauge gauge = new BodyGauge();
    private boolean body;
    private boolean emptyLine = true;
    private boolean header8;
    private boolean body8;

    Scan(boolean mayBeBinary) {
      this.mayBeBinary = mayBeBinary;
    }

    private boolean binary() {
      return mayBeBinary && gauge.needed() == Body.BINARY;
    }

    /** Takes a block; true when nothing more can be learnt. */
    private boolean ends(ByteBuffer block) {
      while (block.hasRemaining()) {
        byte octet = block.get();
        if (mayBeBinary) {
          gauge.add(octet);
        }
        if (body) {
          if (octet < 0) {
            body8 = true;
          }
          if (body8 && !mayBeBinary) {
            return true;
          }
        } else if (octet == '\n') {
          body = emptyLine;
          emptyLine = true;
        } else if (octet != '\r') {
          emptyLine = false;
          header8 |= octet < 0;
        }
      }
      return false;
    }
  }
}
