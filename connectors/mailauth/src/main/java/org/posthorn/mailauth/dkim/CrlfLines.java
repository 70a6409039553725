package org.posthorn.mailauth.dkim;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Turns a CR or LF alone into CRLF and ends the last line: what DATA does with a message (RFC 5321
 * §2.3.8), so that what is signed is what is sent. Not thread-safe.
 */
final class CrlfLines {
  private static final int BLOCK = 16 * 1024;

  private final Consumer<ByteBuffer> target;
  private final ByteBuffer out = ByteBuffer.allocate(BLOCK);
  private boolean afterCr;
  private boolean lineStart = true;

  CrlfLines(Consumer<ByteBuffer> target) {
    this.target = target;
  }

  void feed(ByteBuffer octets) {
    while (octets.hasRemaining()) {
      byte octet = octets.get();
      if (afterCr || octet == '\n') {
        newLine();
      }
      afterCr = octet == '\r';
      if (octet != '\n' && octet != '\r') {
        put(octet);
        lineStart = false;
      }
    }
    flush();
  }

  void finish() {
    if (afterCr || !lineStart) {
      newLine();
    }
    afterCr = false;
    flush();
  }

  private void newLine() {
    put((byte) '\r');
    put((byte) '\n');
    lineStart = true;
  }

  private void put(byte octet) {
    if (!out.hasRemaining()) {
      flush();
    }
    out.put(octet);
  }

  private void flush() {
    target.accept(out.flip());
    out.clear();
  }
}
