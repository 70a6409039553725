package org.posthorn.store.control;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.annotations.boundary.Annotations;
import org.posthorn.mailboxes.boundary.AccountChanges;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.Changes;
import org.posthorn.mailstore.FolderChanges;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/** News of what an account sees. */
public record AccountChangeFeed(
    long account, Mailboxes mailboxes, Annotations annotations, AccountChanges changes)
    implements Changes {
  @Override
  public Outcome<MailboxView> watch(long mailbox, MailboxWatcher watcher) {
    Rights rights = mailboxes.rights(account, mailbox);
    if (!Permission.READ.isIn(rights)) {
      return Outcome.refused(rights.refusal());
    }
    mailboxes.watch(mailbox, watcher); // first, so that no change is missed
    Optional<MailboxView> view = Optional.empty();
    try {
      view = mailboxes.view(mailbox);
    } finally {
      if (view.isEmpty()) { // it is gone, or the database is away
        mailboxes.unwatch(mailbox, watcher);
      }
    }
    return view.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.NONEXISTENT));
  }

  @Override
  public void unwatch(long mailbox, MailboxWatcher watcher) {
    mailboxes.unwatch(mailbox, watcher);
  }

  @Override
  public void watchAll(Collection<Long> wanted, ChangeWatcher watcher) {
    Set<Long> readable =
        mailboxes.seenBy(account).known().stream()
            .filter(mailbox -> Permission.READ.isIn(mailbox.rights()))
            .map(MailboxList.Mailbox::id)
            .collect(Collectors.toSet());
    mailboxes.watchChanges(account, wanted.stream().filter(readable::contains).toList(), watcher);
  }

  @Override
  public void unwatchAll(ChangeWatcher watcher) {
    mailboxes.unwatchChanges(watcher);
  }

  @Override
  public FolderChanges foldersSince(long state) {
    return changes.foldersSince(account, state);
  }

  @Override
  public ChangedMailboxes messagesSince(long state) {
    return changes.since(account, state);
  }

  @Override
  public void watchMetadata(AnnotationWatcher watcher) {
    annotations.watch(account, watcher);
  }

  @Override
  public void unwatchMetadata(AnnotationWatcher watcher) {
    annotations.unwatch(watcher);
  }
}
