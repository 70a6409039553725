package org.posthorn.mailboxes.control;

/** Database or disk did not do what was asked; nothing is promised, and a later try may work. */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the cause. */
  public StorageException(Throwable cause) {
    super("storage failed", cause);
  }
}
