package org.posthorn.imap.session;

import java.nio.ByteBuffer;
import org.posthorn.kernel.ContentSink;

/**
 * Makes each LF without CR before it a CRLF, on the way into the store: clients and tools append
 * messages as their own system keeps them. RFC 5322 §2.1, RFC 9051 §6.3.12.
 */
final class LineEnds {
  private boolean afterCr;

  /** Writes octets, which are emptied; they may end anywhere. */
  void write(ByteBuffer octets, ContentSink sink) {
    int missing = missing(octets);
    sink.write(missing == 0 ? octets : completed(octets, missing));
  }

  private int missing(ByteBuffer octets) {
    int count = 0;
    boolean cr = afterCr;
    for (int at = octets.position(); at < octets.limit(); at++) {
      byte octet = octets.get(at);
      count += octet == '\n' && !cr ? 1 : 0;
      cr = octet == '\r';
    }
    if (count == 0) {
      afterCr = cr;
    }
    return count;
  }

  private ByteBuffer completed(ByteBuffer octets, int missing) {
    ByteBuffer complete = ByteBuffer.allocate(octets.remaining() + missing);
    while (octets.hasRemaining()) {
      byte octet = octets.get();
      if (octet == '\n' && !afterCr) {
        complete.put((byte) '\r');
      }
      complete.put(octet);
      afterCr = octet == '\r';
    }
    return complete.flip();
  }
}
