package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.posthorn.accounts.value.AccountCreated;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.mailboxes.control.ChangeNumbers;
import org.posthorn.mailboxes.control.FolderLog;
import org.posthorn.mailboxes.control.Grants;
import org.posthorn.mailboxes.control.MailboxDirectory;
import org.posthorn.mailboxes.control.MailboxLog;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.transactions.boundary.Transactions;

/** Gives new accounts their mailboxes and takes those of deleted ones away. */
@ApplicationScoped
public class AccountMailboxes {
  @Inject MailboxDirectory directory;
  @Inject MailboxLog log;
  @Inject Grants grants;
  @Inject ChangeNumbers numbers;
  @Inject FolderLog folders;
  @Inject Transactions transactions;

  /** Within the transaction that creates the account. */
  void created(@Observes AccountCreated event) {
    directory.createInitial(event.id());
  }

  /** All goes in many transactions, one after the other; nobody can log in to see half of it. */
  void deleted(@Observes AccountDeleted event) {
    directory.forgetRename(event.id());
    log.delete(
        event.id(),
        directory.list(event.id()).all().stream().map(MailboxList.Mailbox::id).toList());
    directory.deleteSubscriptions(event.id());
    transactions.run(() -> grants.deleteOf(event.id()));
    transactions.run(() -> numbers.forget(event.id())); // after the last mailbox
    transactions.run(() -> folders.deleteOf(event.id()));
  }
}
