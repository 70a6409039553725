package org.posthorn.smtp.codec;

import java.nio.ByteBuffer;

/** Watches octets go by for line ends that are not CRLF. RFC 5321 §2.3.8. */
public final class LineEnds {
  private boolean afterCr;
  private boolean bare;

  /** Looks at the octets of a buffer and takes none. */
  public void watch(ByteBuffer octets) {
    for (int i = octets.position(); i < octets.limit(); i++) {
      byte octet = octets.get(i);
      bare |= (octet == '\n') != afterCr;
      afterCr = octet == '\r';
    }
  }

  /** Whether there was a bare CR or LF, if the message ends here. */
  public boolean bare() {
    return bare || afterCr;
  }
}
