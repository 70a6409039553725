package org.posthorn.imap.notify;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.posthorn.imap.command.NotifyEvent;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Permission;

/** Compares what an account saw with what it sees now. RFC 5465 §5.4, §5.5, §5.9. */
final class ListChanges {
  private final MailboxList before;
  private final Map<Long, MailboxList.Mailbox> old;
  private final Map<Long, MailboxList.Mailbox> latest;
  private final TreeMap<MailboxName, ListChange> changes = new TreeMap<>();

  private ListChanges(MailboxList before, MailboxList now) {
    this.before = before;
    this.old = byId(before.all());
    this.latest = byId(now.all());
  }

  private static Map<Long, MailboxList.Mailbox> byId(Collection<MailboxList.Mailbox> mailboxes) {
    Map<Long, MailboxList.Mailbox> byId = new HashMap<>();
    mailboxes.forEach(mailbox -> byId.put(mailbox.id(), mailbox));
    return byId;
  }

  /** What is different, by name; each name once. */
  static Collection<ListChange> between(MailboxList before, MailboxList now) {
    if (before == now) {
      return List.of();
    }
    ListChanges changes = new ListChanges(before, now);
    now.all().forEach(changes::present);
    before.all().forEach(changes::past);
    now.subscribed().stream().filter(name -> !before.isSubscribed(name)).forEach(changes::signed);
    before.subscribed().stream().filter(name -> !now.isSubscribed(name)).forEach(changes::signed);
    return changes.changes.values();
  }

  private void present(MailboxList.Mailbox mailbox) {
    MailboxList.Mailbox known = old.get(mailbox.id());
    if (known == null) {
      cameOrWent(mailbox.name());
    } else if (!known.name().equals(mailbox.name())) {
      if (!isMovedWithParent(known.name(), mailbox.name())) {
        add(mailbox.name(), Optional.of(known.name()), NotifyEvent.MAILBOX_NAME);
      }
    } else if (Permission.READ.isIn(known.rights()) != Permission.READ.isIn(mailbox.rights())) {
      changes.put(
          mailbox.name(),
          new ListChange(mailbox.name(), Optional.empty(), EnumSet.allOf(NotifyEvent.class)));
    }
  }

  private void past(MailboxList.Mailbox mailbox) {
    if (!latest.containsKey(mailbox.id())) {
      cameOrWent(mailbox.name());
    }
  }

  private void signed(MailboxName name) {
    add(name, Optional.empty(), NotifyEvent.SUBSCRIPTION_CHANGE);
  }

  // RFC 5465 §5.4: the mailbox itself and its direct parent, whether that exists or not
  private void cameOrWent(MailboxName name) {
    add(name, Optional.empty(), NotifyEvent.MAILBOX_NAME);
    List<MailboxName> above = name.parents();
    if (!above.isEmpty()) {
      add(above.get(above.size() - 1), Optional.empty(), NotifyEvent.MAILBOX_NAME);
    }
  }

  // RFC 5465 §5.4: the children of what was renamed are not told of
  private boolean isMovedWithParent(MailboxName from, MailboxName to) {
    return from.parents().stream()
        .flatMap(parent -> before.visible(parent).stream())
        .filter(parent -> latest.containsKey(parent.id()))
        .anyMatch(
            parent -> {
              MailboxName moved = latest.getOrDefault(parent.id(), parent).name();
              return !moved.equals(parent.name()) && to.equals(from.moved(parent.name(), moved));
            });
  }

  private void add(MailboxName name, Optional<MailboxName> from, NotifyEvent event) {
    ListChange known = changes.get(name);
    Set<NotifyEvent> events = EnumSet.of(event);
    if (known != null) {
      events.addAll(known.events());
    }
    changes.put(
        name, new ListChange(name, known == null ? from : known.before().or(() -> from), events));
  }
}
