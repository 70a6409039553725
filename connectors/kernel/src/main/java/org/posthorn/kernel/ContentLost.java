package org.posthorn.kernel;

/** The octets of a message cannot be given. */
public abstract sealed class ContentLost extends RuntimeException
    permits ContentGone, ContentDamaged {
  private static final long serialVersionUID = 1;

  private final long id;

  ContentLost(long id, String what) {
    super("content " + id + " " + what);
    this.id = id;
  }

  /** Identifies them in the content store. */
  public long id() {
    return id;
  }
}
