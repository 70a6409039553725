package org.posthorn.mailstore;

import java.util.List;

/**
 * In which of an account's own mailboxes messages have changed since a state. RFC 8620 §5.2.
 *
 * @param state the state now: to be asked for the next time
 * @param mailboxes by their ids
 */
public record ChangedMailboxes(long state, List<ChangedMailbox> mailboxes) {
  /** Copies the list. */
  public ChangedMailboxes {
    mailboxes = List.copyOf(mailboxes);
  }
}
