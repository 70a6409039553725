package org.posthorn.imap.command;

import java.util.List;

/**
 * Some mailboxes, as a client names them. RFC 5465 §6, RFC 7377 §2.2.
 *
 * @param names of SUBTREE, SUBTREE_ONE and MAILBOXES: decoded, not yet checked
 */
public record MailboxFilter(Kind kind, List<String> names) {
  public MailboxFilter {
    names = List.copyOf(names);
  }

  /** How mailboxes are named. */
  public enum Kind {
    /** The selected mailbox. */
    SELECTED,
    /** The same, of whose expunges the client hears later. RFC 5465 §6.1.2. */
    SELECTED_DELAYED,
    /** Those to which mail is delivered. */
    INBOXES,
    /** All of the user. */
    PERSONAL,
    /** All that are subscribed. */
    SUBSCRIBED,
    /** These and all below them. */
    SUBTREE,
    /** These and their children. */
    SUBTREE_ONE,
    /** These. */
    MAILBOXES
  }
}
