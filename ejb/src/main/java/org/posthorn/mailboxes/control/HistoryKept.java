package org.posthorn.mailboxes.control;

/** The history of mailboxes is not to be cut now, for somebody reads all of it. */
final class HistoryKept extends RuntimeException {
  private static final long serialVersionUID = 1;

  HistoryKept() {
    super("the history of mailboxes is being read");
  }

  /** Whether it is the reason of a failure. */
  static boolean isReason(Throwable failure) {
    return failure instanceof HistoryKept || failure.getCause() instanceof HistoryKept;
  }
}
