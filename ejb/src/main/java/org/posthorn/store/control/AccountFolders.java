package org.posthorn.store.control;

import java.util.Optional;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.Folders;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;

/** The mailboxes that an account sees. */
public record AccountFolders(long account, Mailboxes mailboxes) implements Folders {
  @Override
  public MailboxList list() {
    return mailboxes.seenBy(account);
  }

  @Override
  public Rights rights(long mailbox) {
    return mailboxes.rights(account, mailbox);
  }

  @Override
  public Outcome<MailboxList.Mailbox> create(MailboxName name, Optional<SpecialUse> use) {
    return mailboxes.create(account, name, use);
  }

  @Override
  public Outcome<MailboxName> delete(MailboxName name) {
    return mailboxes.delete(account, name);
  }

  @Override
  public Outcome<MailboxName> rename(MailboxName from, MailboxName to) {
    return mailboxes.rename(account, from, to);
  }

  @Override
  public void subscribe(MailboxName name, boolean subscribed) {
    mailboxes.subscribe(account, name, subscribed);
  }
}
