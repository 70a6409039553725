package org.posthorn.imap.notify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.posthorn.imap.command.EventGroup;
import org.posthorn.imap.command.NotifyEvent;
import org.posthorn.imap.response.Filters;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Permission;

/** What the groups of a NOTIFY are about, given the mailboxes that there are. */
final class WatchedMailboxes {
  /** Most mailboxes of whose messages one client hears. */
  static final int MAX_MAILBOXES = 10_000;

  private final List<EventGroup> asked;
  private final List<Named> groups;
  private final Map<Long, Decided> decided;
  private final Map<Long, WatchedMailbox> mailboxes;
  private final Set<Long> annotated = new HashSet<>();
  private final List<MailboxName> closed = new ArrayList<>(0);

  private record Named(Set<NotifyEvent> events, Predicate<MailboxName> names) {}

  /** The events of a mailbox that is called so, has these rights, and is subscribed or not. */
  private record Decided(MailboxList.Mailbox mailbox, boolean subscribed, Set<NotifyEvent> events) {
    boolean stillHolds(MailboxList.Mailbox now, boolean subscribedNow) {
      return subscribed == subscribedNow && mailbox.equals(now);
    }
  }

  private WatchedMailboxes(List<EventGroup> asked, List<Named> groups, int size) {
    this.asked = asked;
    this.groups = groups;
    this.decided = new HashMap<>(2 * size);
    this.mailboxes = new HashMap<>(2 * size);
  }

  /** Of these groups; those of the selected mailbox and those without events count for nothing. */
  static WatchedMailboxes of(List<EventGroup> asked, MailboxList list) {
    return of(asked, list, Map.of());
  }

  /** Of the same groups in another list; only what is different is looked at by their filters. */
  WatchedMailboxes in(MailboxList list) {
    return of(asked, list, decided);
  }

  private static WatchedMailboxes of(
      List<EventGroup> asked, MailboxList list, Map<Long, Decided> known) {
    List<Named> groups =
        asked.stream()
            .filter(group -> !group.ofSelected() && !group.events().isEmpty())
            .map(group -> new Named(group.events(), Filters.named(group.mailboxes(), list)))
            .toList();
    WatchedMailboxes watch =
        new WatchedMailboxes(asked, groups, groups.isEmpty() ? 0 : list.all().size());
    if (groups.stream().anyMatch(g -> g.events().contains(NotifyEvent.SERVER_METADATA_CHANGE))) {
      watch.annotated.add(MailboxList.SERVER);
    }
    if (!groups.isEmpty()) {
      list.all().forEach(each -> watch.add(each, list.isSubscribed(each.name()), known));
    }
    return watch;
  }

  private void add(MailboxList.Mailbox mailbox, boolean subscribed, Map<Long, Decided> known) {
    Decided before = known.get(mailbox.id());
    Decided now =
        before != null && before.stillHolds(mailbox, subscribed)
            ? before
            : new Decided(mailbox, subscribed, events(mailbox));
    decided.put(mailbox.id(), now);
    add(mailbox, now.events());
  }

  private Set<NotifyEvent> events(MailboxList.Mailbox mailbox) {
    Set<NotifyEvent> events = EnumSet.noneOf(NotifyEvent.class);
    for (Named group : groups) {
      if (group.names().test(mailbox.name())) {
        events.addAll(group.events());
      }
    }
    return events;
  }

  private void add(MailboxList.Mailbox mailbox, Set<NotifyEvent> events) {
    if (!events.isEmpty() && !Permission.READ.isIn(mailbox.rights())) { // RFC 5465 §5
      closed.add(mailbox.name());
      return;
    }
    if (events.contains(NotifyEvent.MESSAGE_NEW)) {
      mailboxes.put(
          mailbox.id(), new WatchedMailbox(mailbox, events.contains(NotifyEvent.FLAG_CHANGE)));
    }
    if (events.contains(NotifyEvent.MAILBOX_METADATA_CHANGE)) {
      annotated.add(mailbox.id());
    }
  }

  /** Whether it is about nothing at all. */
  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Whether there are too many mailboxes. */
  boolean isTooMuch() {
    return mailboxes.size() > MAX_MAILBOXES || annotated.size() > MAX_MAILBOXES;
  }

  /** The mailboxes of whose messages the client hears, by id. */
  Map<Long, WatchedMailbox> mailboxes() {
    return Collections.unmodifiableMap(mailboxes);
  }

  /** One of those. */
  Optional<WatchedMailbox> mailbox(long id) {
    return Optional.ofNullable(mailboxes.get(id));
  }

  /** The mailboxes of whose annotations the client hears, by id. */
  Set<Long> annotated() {
    return Collections.unmodifiableSet(annotated);
  }

  /** Names of mailboxes that are meant and may be listed but not read. */
  List<MailboxName> closed() {
    return Collections.unmodifiableList(closed);
  }

  /** Whether one of these events of a name is asked for. */
  boolean wants(Set<NotifyEvent> events, MailboxName name) {
    return groups.stream()
        .anyMatch(
            group -> !Collections.disjoint(group.events(), events) && group.names().test(name));
  }
}
