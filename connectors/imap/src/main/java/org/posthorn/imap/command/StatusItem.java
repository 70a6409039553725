package org.posthorn.imap.command;

import java.util.Optional;

/** What STATUS can tell of a mailbox, in the order in which it is told. RFC 9051 §6.3.11. */
public enum StatusItem {
  /** Number of messages. */
  MESSAGES,
  /** Messages that no session was told of before. RFC 3501 §6.3.10. */
  RECENT,
  /** The UID that the next message gets. */
  UIDNEXT,
  /** RFC 9051 §2.3.1.1. */
  UIDVALIDITY,
  /** Messages without {@code \Seen}. */
  UNSEEN,
  /** Messages with {@code \Deleted}. */
  DELETED,
  /** Octets of messages with {@code \Deleted}. RFC 9208 §4.1.4. */
  DELETED_STORAGE,
  /** Octets of all messages. */
  SIZE,
  /** RFC 7162 §3.1.7. */
  HIGHESTMODSEQ,
  /** RFC 8474 §4.3. */
  MAILBOXID,
  /** RFC 7889 §3.2. */
  APPENDLIMIT;

  /** Its name in the protocol. */
  public String text() {
    return name().replace('_', '-');
  }

  /** The item with a name in capitals; empty when there is none. */
  public static Optional<StatusItem> of(String name) {
    for (StatusItem item : values()) {
      if (item.text().equals(name)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }
}
