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
import org.posthorn.imap.handler.Filters;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.session.Permission;
import org.posthorn.store.MailboxList;
import org.posthorn.store.MailboxName;

/** What the groups of a NOTIFY are about, given the mailboxes that there are. */
final class Watch {
  /** Most mailboxes of whose messages one client hears. */
  static final int MAX_MAILBOXES = 10_000;

  private final List<Named> groups;
  private final Map<Long, Watched> mailboxes = new HashMap<>();
  private final Set<Long> annotated = new HashSet<>();
  private final List<MailboxName> closed = new ArrayList<>(0);

  private record Named(Set<NotifyEvent> events, Predicate<MailboxName> names) {}

  private Watch(List<Named> groups) {
    this.groups = groups;
  }

  /** Of these groups; those of the selected mailbox and those without events count for nothing. */
  static Watch of(List<EventGroup> asked, MailboxList list) {
    List<Named> groups =
        asked.stream()
            .filter(group -> !group.ofSelected() && !group.events().isEmpty())
            .map(group -> new Named(group.events(), Filters.named(group.mailboxes(), list)))
            .toList();
    Watch watch = new Watch(groups);
    if (groups.stream().anyMatch(g -> g.events().contains(NotifyEvent.SERVER_METADATA_CHANGE))) {
      watch.annotated.add(ImapEndpoint.SERVER);
    }
    if (!groups.isEmpty()) {
      list.all().forEach(watch::add);
    }
    return watch;
  }

  private void add(MailboxList.Mailbox mailbox) {
    Set<NotifyEvent> events = EnumSet.noneOf(NotifyEvent.class);
    for (Named group : groups) {
      if (group.names().test(mailbox.name())) {
        events.addAll(group.events());
      }
    }
    if (!events.isEmpty() && !Permission.READ.isIn(mailbox.rights())) { // RFC 5465 §5
      closed.add(mailbox.name());
      return;
    }
    if (events.contains(NotifyEvent.MESSAGE_NEW)) {
      mailboxes.put(mailbox.id(), new Watched(mailbox, events.contains(NotifyEvent.FLAG_CHANGE)));
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
  Map<Long, Watched> mailboxes() {
    return Collections.unmodifiableMap(mailboxes);
  }

  /** One of those. */
  Optional<Watched> mailbox(long id) {
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
