package org.posthorn.store;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The mailboxes of an account at one moment, by name. Immutable. */
public final class MailboxList {
  private final SortedMap<MailboxName, Mailbox> byName;
  private final Set<MailboxName> subscribed;

  /** Takes mailboxes in any order and the subscribed names, which need not exist. */
  public MailboxList(Collection<Mailbox> mailboxes, Collection<MailboxName> subscribed) {
    TreeMap<MailboxName, Mailbox> sorted = new TreeMap<>();
    mailboxes.forEach(mailbox -> sorted.put(mailbox.name(), mailbox));
    this.byName = Collections.unmodifiableSortedMap(sorted);
    this.subscribed = Set.copyOf(subscribed);
  }

  /** All, INBOX first, then by name. */
  public Collection<Mailbox> all() {
    return byName.values();
  }

  /** The one with a name. */
  public Optional<Mailbox> find(MailboxName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether there are mailboxes below a name. */
  public boolean hasChildren(MailboxName name) {
    SortedMap<MailboxName, Mailbox> tail =
        byName.tailMap(new MailboxName(name.text() + MailboxName.SEPARATOR));
    return !tail.isEmpty() && tail.firstKey().isBelow(name);
  }

  /** Whether a name is subscribed; it need not exist. RFC 9051 §6.3.7. */
  public boolean isSubscribed(MailboxName name) {
    return subscribed.contains(name);
  }

  /** All subscribed names. */
  public Set<MailboxName> subscribed() {
    return subscribed;
  }

  /**
   * One mailbox.
   *
   * @param id its id, for ever, also after a rename; the MAILBOXID of RFC 8474 is {@code F} and
   *     this
   * @param use what it is for, if anything special
   */
  public record Mailbox(long id, MailboxName name, long uidValidity, Optional<SpecialUse> use) {}
}
