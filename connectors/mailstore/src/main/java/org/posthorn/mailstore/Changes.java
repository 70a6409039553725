package org.posthorn.mailstore;

import java.util.Collection;

/**
 * News of what has changed, for who stays connected. Watchers are told by identity, and must be
 * taken back. Part of {@link AccountStore}.
 */
public interface Changes {

  /**
   * From now on tells of each change of a mailbox, with its new view, until {@link #unwatch} with
   * the same watcher. Needs {@code r}.
   *
   * <p>Who loses that right is told by {@link ChangeWatcher#listChanged} and is to end it.
   *
   * @return the mailbox now, all later changes of which are told
   */
  Outcome<MailboxView> watch(long mailbox, MailboxWatcher watcher);

  /** Ends {@link #watch}. */
  void unwatch(long mailbox, MailboxWatcher watcher);

  /**
   * From now on tells of changes of these mailboxes, without their views, and of changes of what
   * the account sees; until {@link #unwatchAll}. Replaces what the watcher was told of before.
   * Mailboxes that the account may not read are left out.
   */
  void watchAll(Collection<Long> mailboxes, ChangeWatcher watcher);

  /** Ends {@link #watchAll}. */
  void unwatchAll(ChangeWatcher watcher);

  /** From now on tells of annotations that the account sees, until {@link #unwatchMetadata}. */
  void watchMetadata(AnnotationWatcher watcher);

  /** Ends {@link #watchMetadata}. */
  void unwatchMetadata(AnnotationWatcher watcher);
}
