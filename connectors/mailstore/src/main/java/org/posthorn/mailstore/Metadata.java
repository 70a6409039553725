package org.posthorn.mailstore;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Annotations of mailboxes and of the server ({@link MailboxList#SERVER}), as an account sees them:
 * private ones of its own, and shared ones. Entries are named in lower case. RFC 5464. Part of
 * {@link AccountStore}.
 */
public interface Metadata {

  /** Whether an entry is for all who see the mailbox or use the server. RFC 5464 §3.2. */
  static boolean isShared(String entry) {
    return entry.startsWith("/shared/");
  }

  /**
   * The annotations of a mailbox or of the server. Those of a mailbox need {@code l} and one of
   * {@code rswip}. RFC 5464 §3.
   *
   * @param entries which; empty for all
   * @return values by entry, at most 1,000,000 octets for each account that has set some
   */
  Outcome<SortedMap<String, byte[]>> of(long mailbox, Collection<String> entries);

  /**
   * Annotations of all mailboxes of which the account may read them, by the ids of those that have
   * any. RFC 9590.
   *
   * @param entries which; at least one
   */
  Map<Long, SortedMap<String, byte[]>> ofMailboxes(Collection<String> entries);

  /**
   * Sets and removes annotations of a mailbox or of the server, all or none. Private ones of a
   * mailbox need the same rights as to read them, shared ones {@code lw}; shared ones of the server
   * are not for users. RFC 5464 §3.3, §4.3.
   *
   * @param values by entry; empty to remove it
   * @param from who does it, and so is not told of it
   */
  AnnotationResult set(long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from);
}
