package org.posthorn.imap.command;

import java.util.List;
import java.util.Set;

/**
 * Of which events of which mailboxes a client wants to hear. RFC 5465 §8.
 *
 * @param events none to hear of nothing
 * @param items what to tell of each message that comes to the selected mailbox
 */
public record EventGroup(MailboxFilter mailboxes, Set<NotifyEvent> events, List<FetchItem> items) {
  public EventGroup {
    events = Set.copyOf(events);
    items = List.copyOf(items);
  }

  /** Whether it is about the selected mailbox. RFC 5465 §6.1. */
  public boolean ofSelected() {
    return mailboxes.kind() == MailboxFilter.Kind.SELECTED
        || mailboxes.kind() == MailboxFilter.Kind.SELECTED_DELAYED;
  }

  /** Whether it has an event. */
  public boolean has(NotifyEvent event) {
    return events.contains(event);
  }
}
