package org.posthorn.imap.command;

import java.util.Optional;
import java.util.Set;

/** What NOTIFY can tell of. RFC 5465 §5. */
public enum NotifyEvent {
  /** Messages have come. */
  MESSAGE_NEW("MessageNew"),
  /** Messages are gone. */
  MESSAGE_EXPUNGE("MessageExpunge"),
  /** Flags have changed. */
  FLAG_CHANGE("FlagChange"),
  /** Mailboxes were created, deleted or renamed. */
  MAILBOX_NAME("MailboxName"),
  /** Names were subscribed or unsubscribed. */
  SUBSCRIPTION_CHANGE("SubscriptionChange"),
  /** Annotations of mailboxes have changed. */
  MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
  /** Annotations of the server have changed. */
  SERVER_METADATA_CHANGE("ServerMetadataChange");

  /** Those about messages, which alone may be asked for of the selected mailbox. */
  public static final Set<NotifyEvent> OF_MESSAGES =
      Set.of(MESSAGE_NEW, MESSAGE_EXPUNGE, FLAG_CHANGE);

  private final String label;

  NotifyEvent(String label) {
    this.label = label;
  }

  /** Its name in commands and responses. */
  public String label() {
    return label;
  }

  /** The event with a name in any case; empty when there is none. */
  public static Optional<NotifyEvent> of(String name) {
    for (NotifyEvent event : values()) {
      if (event.label.equalsIgnoreCase(name)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }
}
