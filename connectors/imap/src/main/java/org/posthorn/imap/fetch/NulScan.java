package org.posthorn.imap.fetch;

/** Finds out about octets what needs all of them to be read, piece by piece. For one thread. */
final class NulScan {
  private final OctetStream stream;
  private final byte[] piece;
  private long size;
  private boolean nul;
  private boolean end;

  NulScan(OctetStream stream) {
    this.stream = stream;
    this.piece = new byte[Math.max(1, stream.room())];
  }

  /** Reads a piece; false when all was read. */
  boolean step() {
    int count = end ? -1 : stream.read(piece);
    end = count < 0;
    for (int i = 0; i < count && !nul; i++) {
      nul = piece[i] == 0;
    }
    size += Math.max(0, count);
    return !end;
  }

  /** How many there are; reads what is left. */
  long size() {
    finish();
    return size;
  }

  /** Whether NUL is among them; reads what is left. */
  boolean nul() {
    finish();
    return nul;
  }

  private void finish() {
    boolean more = !end;
    while (more) {
      more = step();
    }
  }
}
