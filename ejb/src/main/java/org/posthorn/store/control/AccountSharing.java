package org.posthorn.store.control;

import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.Sharing;

/** Who may do what, for who administers a mailbox. */
public record AccountSharing(long account, Mailboxes mailboxes) implements Sharing {
  @Override
  public Outcome<Acl> acl(long mailbox) {
    return mailboxes.acl(account, mailbox);
  }

  @Override
  public Outcome<Boolean> change(long mailbox, Acl.Change change) {
    return mailboxes.changeAcl(account, mailbox, change);
  }

  @Override
  public Outcome<Rights> always(long mailbox, String identifier) {
    return mailboxes.rightsFor(account, mailbox, identifier);
  }
}
