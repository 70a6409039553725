package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/**
 * The octets that follow a 354: the message, lines that start with a dot given another, ended by a
 * line with only a dot. RFC 5321 §4.5.2. A bare CR or LF becomes CRLF (RFC 5321 §2.3.8), so nobody
 * further on can see the end of the message elsewhere.
 */
public final class StuffedContent implements WireContent {
  private static final int BLOCK = 32 * 1024;
  private static final int MOST_PER_OCTET = 4; // CRLF of a CR held back, a dot, the octet
  private static final int END = 5;

  private final Content content;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);
  private long at;
  private boolean lineStart = true;
  private boolean heldCr;
  private boolean ended;

  /** The octets of a content from an offset on. */
  StuffedContent(Content content, long start) {
    this.content = content;
    this.at = start;
  }

  @Override
  public boolean next(ByteBuffer out) {
    if (ended) {
      return false;
    }
    while (true) {
      if (!block.hasRemaining() && !fill()) {
        end(out);
        return true;
      }
      while (block.hasRemaining()) {
        if (out.remaining() < MOST_PER_OCTET + END) {
          return true;
        }
        put(block.get(), out);
      }
    }
  }

  private boolean fill() {
    block.clear();
    int read = at < content.size() ? content.read(at, block) : 0;
    block.flip();
    at += Math.max(read, 0);
    if (read <= 0 && at < content.size()) {
      throw new IllegalStateException("content " + content.id() + " is shorter than its size");
    }
    return read > 0;
  }

  private void put(byte octet, ByteBuffer out) {
    if (heldCr) {
      newLine(out);
      if (octet == '\n') {
        return;
      }
    }
    if (octet == '\r') {
      heldCr = true;
    } else if (octet == '\n') {
      newLine(out);
    } else {
      if (lineStart && octet == '.') {
        out.put(octet);
      }
      out.put(octet);
      lineStart = false;
    }
  }

  private void newLine(ByteBuffer out) {
    out.put((byte) '\r').put((byte) '\n');
    heldCr = false;
    lineStart = true;
  }

  private void end(ByteBuffer out) {
    if (heldCr || !lineStart) {
      newLine(out);
    }
    out.put((byte) '.');
    newLine(out);
    ended = true;
  }
}
