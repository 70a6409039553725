package org.posthorn.mailstore;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of the list of an account's own mailboxes.
 *
 * @param kind what happened
 * @param mailbox its id, which it keeps when it is renamed; empty for subscriptions
 * @param name of the mailbox, after the change; of a deleted one, the name that it had
 * @param formerName of a renamed mailbox
 */
public record FolderChange(
    Kind kind, OptionalLong mailbox, MailboxName name, Optional<MailboxName> formerName) {

  /** What happened. */
  public enum Kind {
    CREATED(1),
    /** Also each one below a mailbox that was renamed. */
    RENAMED(2),
    DELETED(3),
    SUBSCRIBED(4),
    UNSUBSCRIBED(5);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** What stands for it where it is stored, from 1 in the order of all. */
    public int number() {
      return number;
    }
  }

  /** A mailbox was created or deleted. */
  public static FolderChange of(Kind kind, long mailbox, MailboxName name) {
    return new FolderChange(kind, OptionalLong.of(mailbox), name, Optional.empty());
  }

  /** A mailbox was renamed. */
  public static FolderChange renamed(long mailbox, MailboxName from, MailboxName to) {
    return new FolderChange(Kind.RENAMED, OptionalLong.of(mailbox), to, Optional.of(from));
  }

  /** A name was subscribed or unsubscribed. */
  public static FolderChange subscribed(MailboxName name, boolean subscribed) {
    Kind kind = subscribed ? Kind.SUBSCRIBED : Kind.UNSUBSCRIBED;
    return new FolderChange(kind, OptionalLong.empty(), name, Optional.empty());
  }
}
