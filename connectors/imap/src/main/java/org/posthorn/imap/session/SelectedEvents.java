package org.posthorn.imap.session;

import java.util.List;
import org.posthorn.imap.command.EventGroup;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.MailboxFilter;
import org.posthorn.imap.command.NotifyEvent;

/**
 * What a client hears of what others do to the messages of its selected mailbox.
 *
 * @param told whether it hears of messages that come and go
 * @param atOnce whether it hears that messages go between two commands, too. RFC 5465 §6.1
 * @param flags whether it hears of changed flags
 * @param items what it is told of each message that comes
 */
public record SelectedEvents(boolean told, boolean atOnce, boolean flags, List<FetchItem> items) {

  /** Of everything, while a command goes on. RFC 5465 §3.1. */
  public static final SelectedEvents USUAL = new SelectedEvents(true, false, true, List.of());

  /** Of nothing. */
  public static final SelectedEvents NONE = new SelectedEvents(false, false, false, List.of());

  public SelectedEvents {
    items = List.copyOf(items);
  }

  /** What a NOTIFY asks for. */
  public static SelectedEvents of(List<EventGroup> groups) {
    return groups.stream()
        .filter(EventGroup::ofSelected)
        .filter(group -> !group.events().isEmpty())
        .findFirst()
        .map(SelectedEvents::of)
        .orElse(NONE);
  }

  private static SelectedEvents of(EventGroup group) {
    return new SelectedEvents(
        true,
        group.mailboxes().kind() == MailboxFilter.Kind.SELECTED,
        group.has(NotifyEvent.FLAG_CHANGE),
        group.items());
  }
}
