package org.posthorn.mailstore;

import org.posthorn.kernel.UidSet;

/**
 * Where messages came to.
 *
 * @param uidValidity of the mailbox that they came to
 * @param source their UIDs before; empty for APPEND
 * @param target their UIDs now, in the same order
 * @param view the mailbox that they came to, after
 */
public record AddedMessages(long uidValidity, UidSet source, UidSet target, MailboxView view) {

  /** The same for somebody who may not read the mailbox: its view shows no message. */
  public AddedMessages withoutView() {
    return new AddedMessages(
        uidValidity, source, target, MailboxView.empty(view.mailboxId(), uidValidity));
  }
}
