package org.posthorn.imap.notify;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.EventGroup;
import org.posthorn.imap.command.NotifyEvent;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.PendingNotifications;
import org.posthorn.imap.session.SelectedEvents;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;

/**
 * What one client has asked to hear of, and which mailboxes have changed since. Keeps no events:
 * how a mailbox or the list differs from what the client knows is seen when it is told. Only {@link
 * #changed} and {@link #listChanged} are for other threads. RFC 5465.
 */
public final class Notifications implements PendingNotifications, ChangeWatcher {
  private static final MailboxList NO_LIST = new MailboxList(List.of(), List.of());
  private static final int MAX_GROUPS = 50;
  private static final int LINES_PER_STEP = 200;
  private static final long NONE = -1;

  private final ImapSession session;
  private final Runnable wake;
  private final Map<Long, Boolean> dirty = new LinkedHashMap<>(0); // guarded by this
  private final Deque<ListChange> names = new ArrayDeque<>(0);
  private final Deque<StatusNews> statuses = new ArrayDeque<>(0);
  private volatile WatchedMailboxes watch = WatchedMailboxes.of(List.of(), NO_LIST);
  private volatile boolean listDirty;
  private volatile long opened = NONE;
  private SelectedEvents selected = SelectedEvents.NONE;
  private MailboxList known = NO_LIST;
  private List<MailboxName> own = List.of();

  /** Of nothing so far. */
  public Notifications(ImapSession session) {
    this.session = session;
    this.wake = session.wire()::wake;
  }

  @Override
  public void changed(long mailbox, boolean content) {
    boolean wanted =
        watch.mailbox(mailbox).filter(found -> content || found.flags()).isPresent()
            && mailbox != opened;
    if (wanted) {
      mark(mailbox, content);
      wake.run();
    }
  }

  private synchronized void mark(long mailbox, boolean content) {
    dirty.merge(mailbox, content, Boolean::logicalOr);
  }

  @Override
  public void listChanged() {
    listDirty = true;
    wake.run();
  }

  @Override
  public boolean ask(List<EventGroup> asked, boolean status) {
    collect(); // what is new by what was asked for before
    if (asked.size() > MAX_GROUPS) {
      return false;
    }
    MailboxList list = session.store().folders().list();
    WatchedMailboxes next = WatchedMailboxes.of(asked, list);
    if (next.isTooMuch()) {
      return false;
    }
    next.mailboxes().forEach((id, mailbox) -> watch.mailbox(id).ifPresent(mailbox::continues));
    selected = SelectedEvents.of(asked);
    known = next.isEmpty() ? NO_LIST : list;
    names.clear();
    begin(next);
    for (MailboxName closed : next.closed()) { // RFC 5465 §3.1
      names.add(new ListChange(closed, Optional.empty(), EnumSet.allOf(NotifyEvent.class)));
    }
    if (status) {
      statuses.clear();
      next.mailboxes().keySet().forEach(id -> statuses.add(new StatusNews(id, true, true)));
    }
    listDirty = !next.isEmpty(); // it may have changed before it was watched
    return true;
  }

  private void begin(WatchedMailboxes next) {
    watch = next;
    if (next.isEmpty()) {
      session.store().changes().unwatchAll(this);
    } else {
      session.store().changes().watchAll(next.mailboxes().keySet(), this);
    }
  }

  @Override
  public SelectedEvents selected() {
    return selected;
  }

  @Override
  public Set<Long> annotations() {
    return watch.annotated();
  }

  @Override
  public void executing(Command command) {
    List<MailboxName> changed = watch.isEmpty() ? List.of() : OwnNames.of(command);
    if (!changed.isEmpty()) {
      collect(); // what others did before
      own = changed;
      listDirty = true;
    }
  }

  @Override
  public void placed(AddedMessages placed) {
    watch.mailbox(placed.view().mailboxId()).ifPresent(mailbox -> mailbox.placed(placed));
  }

  @Override
  public void opened(SelectedMailbox mailbox) {
    opened = mailbox.id();
  }

  @Override
  public void closed(SelectedMailbox mailbox) {
    opened = NONE;
    watch
        .mailbox(mailbox.id())
        .ifPresent(
            found -> {
              found.told(mailbox.known());
              mark(mailbox.id(), true); // what came last may be untold
            });
  }

  @Override
  public boolean step() {
    for (int lines = 0; lines < LINES_PER_STEP && session.out().writable(); lines++) {
      if (names.isEmpty() && statuses.isEmpty()) {
        collect();
      }
      if (!names.isEmpty()) {
        ListLine.write(names.element(), known, session.out());
        names.remove();
      } else if (!statuses.isEmpty()) {
        tell(statuses.element());
        statuses.remove();
      } else {
        return false;
      }
    }
    return true;
  }

  private void tell(StatusNews news) {
    if (news.mailbox() != opened) {
      watch.mailbox(news.mailbox()).ifPresent(mailbox -> news.tell(mailbox, session));
    }
  }

  private void collect() {
    if (listDirty) {
      listDirty = false;
      compareLists();
    }
    if (!statuses.isEmpty()) {
      return; // no more than that waits
    }
    synchronized (this) {
      dirty.forEach((mailbox, content) -> statuses.add(new StatusNews(mailbox, content, false)));
      dirty.clear();
    }
  }

  private void compareLists() {
    if (watch.isEmpty()) {
      return;
    }
    MailboxList list = session.store().folders().list();
    Collection<ListChange> changes = ListChanges.between(known, list);
    List<MailboxName> ours = own;
    own = List.of();
    if (changes.isEmpty()) {
      known = list;
      return;
    }
    WatchedMailboxes before = watch;
    WatchedMailboxes next = before.in(list);
    known = list;
    changes.stream()
        .filter(change -> change.isIn(before) || change.isIn(next))
        .filter(change -> ours.stream().noneMatch(change::concerns))
        .forEach(names::add);
    if (next.isTooMuch() || names.size() > WatchedMailboxes.MAX_MAILBOXES) {
      overflow();
      return;
    }
    next.mailboxes()
        .forEach(
            (id, mailbox) ->
                before.mailbox(id).ifPresentOrElse(mailbox::continues, () -> begins(id, mailbox)));
    begin(next);
    session.noticesChanged();
  }

  // Mail may have come before it was watched; RFC 5465 §5.9 for one that may be read again
  private void begins(long id, WatchedMailbox mailbox) {
    mailbox.isNew();
    statuses.add(new StatusNews(id, true, false));
  }

  // RFC 5465 §5.8
  private void overflow() {
    end();
    session.out().untagged("OK [NOTIFICATIONOVERFLOW] Too many notifications, NOTIFY is off");
    session.noticesChanged();
  }

  @Override
  public void end() {
    selected = SelectedEvents.NONE;
    names.clear();
    statuses.clear();
    begin(WatchedMailboxes.of(List.of(), NO_LIST));
  }
}
