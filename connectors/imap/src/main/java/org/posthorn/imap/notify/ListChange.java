package org.posthorn.imap.notify;

import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.NotifyEvent;
import org.posthorn.mailstore.MailboxName;

/**
 * A name that a LIST response is about.
 *
 * @param before what the mailbox was called, if it was renamed
 * @param events who has asked for one of these is to hear of it
 */
record ListChange(MailboxName name, Optional<MailboxName> before, Set<NotifyEvent> events) {
  ListChange {
    events = Set.copyOf(events);
  }

  /** Whether somebody wants to hear of it. */
  boolean isIn(WatchedMailboxes watch) {
    return watch.wants(events, name) || before.filter(old -> watch.wants(events, old)).isPresent();
  }

  /** Whether it comes of what was done to a mailbox: it is that, above it or below it. */
  boolean concerns(MailboxName mailbox) {
    return isNear(name, mailbox) || before.filter(old -> isNear(old, mailbox)).isPresent();
  }

  private static boolean isNear(MailboxName one, MailboxName other) {
    return one.equals(other) || one.isBelow(other) || other.isBelow(one);
  }
}
