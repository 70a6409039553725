package org.posthorn.kernel;

/**
 * Nothing is where the octets of a message were. Usually they were freed after nobody had referred
 * to them for long, and who asks for them holds an old view of a mailbox: for its client the
 * message was expunged. RFC 5530 §3, EXPUNGEISSUED. Where somebody still refers to them it is
 * damage.
 */
public final class ContentGone extends ContentLost {
  private static final long serialVersionUID = 1;

  /** Those of a content id. */
  public ContentGone(long id) {
    super(id, "is not there");
  }
}
