package org.posthorn.mailstore;

/** Is told when a mailbox has changed. */
public interface MailboxWatcher {

  /**
   * The mailbox has a new view. Called on any thread, after the commit, in order of mod-sequence;
   * returns at once. Not called when the mailbox is deleted: {@link #gone()} is.
   */
  void changed(MailboxView latest);

  /** The mailbox was deleted. */
  void gone();
}
