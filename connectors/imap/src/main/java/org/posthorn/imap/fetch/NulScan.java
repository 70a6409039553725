package org.posthorn.imap.fetch;

/**
 * What is found out about octets by reading all of them.
 *
 * @param size how many there are
 * @param nul whether NUL is among them
 */
record NulScan(long size, boolean nul) {

  /** Reads a stream to its end. */
  static NulScan of(OctetStream stream) {
    byte[] piece = new byte[Math.max(1, stream.room())];
    long size = 0;
    boolean nul = false;
    for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
      size += count;
      for (int i = 0; i < count && !nul; i++) {
        nul = piece[i] == 0;
      }
    }
    return new NulScan(size, nul);
  }
}
