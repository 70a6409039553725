package org.posthorn.kernel;

/**
 * The octets of a message were freed after nobody had referred to them for long. Who asks for them
 * holds an old view of a mailbox: for its client the message was expunged. RFC 5530 §3,
 * EXPUNGEISSUED.
 */
public final class ContentGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Those of a content id. */
  public ContentGone(long id) {
    super("content " + id + " was freed");
  }
}
