package org.posthorn.smtp.session;

/** The octets of a message or part that a URL names. For one thread at a time. */
public interface UrlOctets {

  /** How many there are. */
  long size();

  /**
   * Reads some of them.
   *
   * @param at from this one on, less than {@link #size}
   * @return how many were read, at least one
   * @throws java.io.UncheckedIOException when the store cannot be read
   * @throws org.posthorn.kernel.ContentLost when they are lost
   */
  int read(long at, byte[] target);
}
