package org.posthorn.kernel;

/**
 * The octets of a message are not as they were written. Trying again does not help; nothing of them
 * is to be taken for the message. RFC 5530 §3, CORRUPTION.
 */
public final class ContentDamaged extends ContentLost {
  private static final long serialVersionUID = 1;

  private final String what;

  /** Those of a content id, and what is wrong with them. */
  public ContentDamaged(long id, String what) {
    super(id, "is damaged: " + what);
    this.what = what;
  }

  /** What is wrong with them. */
  public String what() {
    return what;
  }
}
