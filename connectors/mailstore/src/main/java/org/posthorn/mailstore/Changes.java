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

  /**
   * What has become of the account's own mailboxes since a state: created, renamed, deleted,
   * subscribed. Mailboxes of others are not among them. What became visible then is in one of the
   * answers.
   *
   * @param state of an earlier answer; below 0 when there is none, which answers the state that
   *     goes with a list that is read afterwards
   */
  FolderChanges foldersSince(long state);

  /**
   * In which of the account's own mailboxes messages have changed since a state, at the cost of one
   * index read. What became visible then is in one of the answers. The states are others than those
   * of {@link #foldersSince}.
   *
   * @param state of an earlier answer; 0 for all that is known
   */
  ChangedMailboxes messagesSince(long state);

  /** From now on tells of annotations that the account sees, until {@link #unwatchMetadata}. */
  void watchMetadata(AnnotationWatcher watcher);

  /** Ends {@link #watchMetadata}. */
  void unwatchMetadata(AnnotationWatcher watcher);
}
