package org.posthorn.imap.fetch;

/** The octets that a URL names, in order. For one reader, once. */
public final class ExcerptOctets {
  private final long size;
  private final boolean nul;
  private final OctetStream stream;

  /**
   * Those of a stream.
   *
   * @param nul whether there may be NUL among them
   */
  ExcerptOctets(long size, boolean nul, OctetStream stream) {
    this.size = size;
    this.nul = nul;
    this.stream = stream;
  }

  /** How many. */
  public long size() {
    return size;
  }

  /** Whether there may be NUL among them, so that they need a literal8. RFC 5524 §3.2 */
  public boolean nul() {
    return nul;
  }

  /** How large an array {@link #read} needs. */
  public int room() {
    return Math.max(1, stream.room());
  }

  /**
   * Puts the next ones at the beginning of an array.
   *
   * @return how many, maybe 0; -1 at the end
   */
  public int read(byte[] target) {
    return stream.read(target);
  }
}
