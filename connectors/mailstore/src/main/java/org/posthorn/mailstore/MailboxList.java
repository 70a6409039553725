package org.posthorn.mailstore;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The mailboxes of an account at one moment, by name: its own and those of others in which it has
 * rights. Immutable.
 */
public final class MailboxList {

  /** Stands for the server where annotations of mailboxes could be meant. */
  public static final long SERVER = 0;

  private final SortedMap<MailboxName, Mailbox> byName;
  private final SortedMap<MailboxName, Mailbox> visible;
  private final Map<Long, Mailbox> foreign;
  private final Set<MailboxName> subscribed;
  private final SortedSet<MailboxName> levels;
  private final boolean quiet;

  /** Takes mailboxes in any order and the subscribed names, which need not exist. */
  public MailboxList(Collection<Mailbox> mailboxes, Collection<MailboxName> subscribed) {
    TreeMap<MailboxName, Mailbox> sorted = new TreeMap<>();
    mailboxes.forEach(mailbox -> sorted.put(mailbox.name(), mailbox));
    this.byName = Collections.unmodifiableSortedMap(sorted);
    this.foreign = Map.of();
    this.visible = byName;
    this.subscribed = Set.copyOf(subscribed);
    this.levels = Collections.unmodifiableSortedSet(above(byName));
    this.quiet = false;
  }

  private MailboxList(MailboxList own, Collection<Mailbox> others, boolean quiet) {
    TreeMap<MailboxName, Mailbox> all = new TreeMap<>(own.byName);
    TreeMap<MailboxName, Mailbox> seen = new TreeMap<>(own.byName);
    Map<Long, Mailbox> foreign = new HashMap<>();
    for (Mailbox other : others) {
      if (all.putIfAbsent(other.name(), other) == null) {
        foreign.put(other.id(), other);
        if (other.rights().has(Rights.Right.LOOKUP)) { // RFC 4314 §4, LIST
          seen.put(other.name(), other);
        }
      }
    }
    this.byName = Collections.unmodifiableSortedMap(all);
    this.visible = Collections.unmodifiableSortedMap(seen);
    this.foreign = Collections.unmodifiableMap(foreign);
    this.subscribed = own.subscribed;
    this.levels = own.levels;
    this.quiet = quiet;
  }

  private static SortedSet<MailboxName> above(SortedMap<MailboxName, Mailbox> mailboxes) {
    SortedSet<MailboxName> above = new TreeSet<>();
    for (MailboxName name : mailboxes.keySet()) {
      for (MailboxName parent : name.parents()) {
        if (!mailboxes.containsKey(parent)) {
          above.add(parent);
        }
      }
    }
    return above;
  }

  /** This list of an account's own mailboxes with {@linkplain Mailbox#foreign others'}. */
  public MailboxList with(Collection<Mailbox> others) {
    return new MailboxList(this, others, false);
  }

  /** The same, but others' are only {@linkplain #isListed listed} where they are subscribed. */
  public MailboxList withQuiet(Collection<Mailbox> others) {
    return new MailboxList(this, others, true);
  }

  /** Whether a name is for lists of everything, which programs show without being asked. */
  public boolean isListed(MailboxName name) {
    return !quiet || !name.isForeign() || isSubscribed(name);
  }

  /** All that the account may see, INBOX first, then by name. */
  public Collection<Mailbox> all() {
    return visible.values();
  }

  /** All in which the account has some right, perhaps not that to see them. */
  public Collection<Mailbox> known() {
    return byName.values();
  }

  /** The one with a name, of which the account has some right, perhaps not that to see it. */
  public Optional<Mailbox> find(MailboxName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The one with a name, if the account may see it. */
  public Optional<Mailbox> visible(MailboxName name) {
    return Optional.ofNullable(visible.get(name));
  }

  /** The mailboxes of others, by id. */
  public Map<Long, Mailbox> foreign() {
    return foreign;
  }

  /** Whether there are mailboxes below a name that the account may see. */
  public boolean hasChildren(MailboxName name) {
    SortedMap<MailboxName, Mailbox> tail =
        visible.tailMap(new MailboxName(name.text() + MailboxName.SEPARATOR));
    return !tail.isEmpty() && tail.firstKey().isBelow(name);
  }

  /**
   * Names above mailboxes of the account's own that are none themselves: they were deleted, and go
   * with the last one below. RFC 9051 §6.3.5.
   */
  public Collection<MailboxName> levels() {
    return levels;
  }

  /** Whether a name is among the {@link #levels()}. */
  public boolean isLevel(MailboxName name) {
    return levels.contains(name);
  }

  /** Whether a name is that of a mailbox or of a level. */
  public boolean isTaken(MailboxName name) {
    return byName.containsKey(name) || isLevel(name);
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
   * @param rights what the account may do with it
   * @param foreign whether it is somebody else's
   */
  public record Mailbox(
      long id,
      MailboxName name,
      long uidValidity,
      Optional<SpecialUse> use,
      Rights rights,
      boolean foreign) {

    /** The account's own. */
    public Mailbox(long id, MailboxName name, long uidValidity, Optional<SpecialUse> use) {
      this(id, name, uidValidity, use, Rights.ALL, false);
    }

    /** What the account hears when it lacks a right: who can neither see nor read it, nothing. */
    public Outcome.Refusal refusal() {
      return rights.refusal();
    }
  }
}
