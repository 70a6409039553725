package org.posthorn.mailstore;

/**
 * An account reads from a mailbox that it has opened but may not read any more: its rights were
 * withdrawn meanwhile, or the mailbox is gone. RFC 4314 §5.1.1.
 */
public final class AccessWithdrawn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** From this mailbox. */
  public AccessWithdrawn(long mailbox) {
    super("mailbox " + mailbox);
  }
}
