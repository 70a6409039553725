package org.posthorn.imap.fetch;

/** Octets that are made as they are sent. */
interface OctetStream {

  /** Most octets that are made at once. */
  int PIECE = 64 * 1024;

  /**
   * Puts the next octets at the beginning of an array of at least {@link #room()} octets.
   *
   * @return how many, maybe 0; -1 at the end
   */
  int read(byte[] target);

  /** How large an array it needs. */
  int room();
}
