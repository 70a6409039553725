package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.transactions.boundary.Transactions;

/**
 * The views of mailboxes in memory, and who wants to hear of new ones. The least recently used go
 * when they are too many messages together; watched ones stay.
 */
@ApplicationScoped
public class Views {
  private static final Duration OLDEST = Duration.ofHours(1);
  private static final long SECOND = 1_000_000_000;

  @Inject Transactions transactions;
  @Inject MailboxRows rows;
  @Inject Snapshots snapshots;
  @Inject Usages usages;
  @Inject ChangeWatchers watchers;

  @Inject
  @ConfigProperty(name = "posthorn.store.cached-messages", defaultValue = "4000000")
  long capacity;

  /** Whether other servers write to the same database. */
  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  private final ConcurrentHashMap<Long, OpenMailbox> open = new ConcurrentHashMap<>();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong suspected = new AtomicLong(System.nanoTime() - SECOND);

  /** Whether other servers write to the same database. */
  boolean shared() {
    return shared;
  }

  /** The view of a mailbox, now; empty when there is none. */
  public Optional<MailboxView> current(long mailboxId) {
    OpenMailbox mailbox = open(mailboxId);
    Optional<MailboxView> known = mailbox.view();
    if (known.isPresent()) {
      return shared ? Optional.of(caughtUp(mailbox, known.get())) : known;
    }
    return loaded(mailbox);
  }

  /** The view that is in memory, if one is. */
  Optional<MailboxView> inMemory(long mailboxId) {
    OpenMailbox mailbox = open.get(mailboxId);
    return mailbox == null ? Optional.empty() : mailbox.view();
  }

  /**
   * The view that is in memory, or the database's; other servers are not asked, but now and then:
   * what was expunged long ago must not be copied, for its content is freed some day.
   */
  Optional<MailboxView> local(long mailboxId) {
    OpenMailbox mailbox = open(mailboxId);
    Optional<MailboxView> known = mailbox.view();
    if (known.isPresent() && mailbox.stale(OLDEST)) {
      return Optional.of(caughtUp(mailbox, known.get()));
    }
    return known.isPresent() ? known : loaded(mailbox);
  }

  /** The view of a mailbox, now, for who looks at it only once: it is not kept in memory. */
  Optional<MailboxView> peek(long mailboxId) {
    OpenMailbox mailbox = open.get(mailboxId);
    Optional<MailboxView> known = mailbox == null ? Optional.empty() : mailbox.view();
    if (mailbox == null || known.isEmpty()) {
      return transactions.call(() -> rows.load(mailboxId)).map(MailboxRows.Loaded::view);
    }
    return shared ? Optional.of(caughtUp(mailbox, known.get())) : known;
  }

  /** A mailbox with what it is sorted by, which else could change while it is being sorted. */
  private record Ranked(OpenMailbox mailbox, long by) {}

  /** The mailboxes in memory with so many messages at least, the largest first. */
  List<Long> large(int least) {
    return open.values().stream()
        .map(mailbox -> new Ranked(mailbox, mailbox.size()))
        .filter(ranked -> ranked.by() >= least)
        .sorted(Comparator.comparingLong(Ranked::by).reversed())
        .map(ranked -> ranked.mailbox().id())
        .toList();
  }

  /** How many mailboxes are in memory. */
  int loaded() {
    return open.size();
  }

  /** The mailboxes in memory that have not been compared for so long, or have to be soon. */
  List<Long> unaudited(Duration age) {
    return open.values().stream()
        .filter(mailbox -> mailbox.unaudited(age))
        .map(OpenMailbox::id)
        .toList();
  }

  /** A mailbox in memory was compared with the database, and was the same. */
  void audited(long mailboxId) {
    Optional.ofNullable(open.get(mailboxId)).ifPresent(OpenMailbox::audited);
  }

  /** What the database has takes the place of a view that was wrong. */
  void mend(MailboxView right) {
    Optional<OpenMailbox> mailbox = Optional.ofNullable(open.get(right.mailboxId()));
    mailbox.ifPresent(each -> each.mend(right));
    usages.know(right);
  }

  /** There was an outage: all that is in memory has to be compared soon. */
  void suspectAll() {
    long now = System.nanoTime();
    long last = suspected.get();
    if (now - last < SECOND || !suspected.compareAndSet(last, now)) {
      return; // each who meets an outage says so
    }
    open.values().forEach(OpenMailbox::suspect);
  }

  private OpenMailbox open(long mailboxId) {
    OpenMailbox mailbox = open.computeIfAbsent(mailboxId, OpenMailbox::new);
    mailbox.used(clock.incrementAndGet());
    return mailbox;
  }

  private Optional<MailboxView> loaded(OpenMailbox mailbox) {
    Optional<MailboxView> view;
    synchronized (mailbox) { // one reader loads for all
      view = mailbox.view();
      if (view.isEmpty()) {
        Optional<MailboxRows.Loaded> loaded = transactions.call(() -> rows.load(mailbox.id()));
        loaded.ifPresent(found -> snapshots.written(found.view(), found.effort()));
        view = loaded.map(MailboxRows.Loaded::view);
        view.ifPresent(mailbox::load);
      }
    }
    if (view.isEmpty()) {
      open.remove(mailbox.id(), mailbox);
    } else {
      evict();
    }
    return mailbox.view();
  }

  private MailboxView caughtUp(OpenMailbox mailbox, MailboxView known) {
    long now = System.nanoTime();
    MailboxView latest = transactions.call(() -> rows.catchUp(known));
    mailbox.compared(now);
    if (latest != known) {
      publish(mailbox, latest);
    }
    return mailbox.view().orElse(latest);
  }

  /** Another server has changed a mailbox; who looks at it next sees that by himself. */
  public void told(long mailboxId) {
    OpenMailbox mailbox = open.get(mailboxId);
    if (mailbox != null && !mailbox.watched() && !watchers.watched(mailboxId)) {
      return;
    }
    changedElsewhere(mailboxId);
  }

  /** The database may know more of a mailbox: another server was there, or a commit is in doubt. */
  public void changedElsewhere(long mailboxId) {
    OpenMailbox mailbox = open.get(mailboxId);
    if (mailbox == null || !hasCaughtUp(mailbox)) {
      watchers.changed(mailboxId, true); // it is not in memory, or was read after the change
    }
  }

  private boolean hasCaughtUp(OpenMailbox mailbox) {
    Optional<MailboxView> known = mailbox.view();
    return known.isPresent() && caughtUp(mailbox, known.get()) != known.get();
  }

  /** A new view was committed. */
  void publish(MailboxView view) {
    publish(open(view.mailboxId()), view);
  }

  private void publish(OpenMailbox mailbox, MailboxView latest) {
    OpenMailbox.News news = mailbox.publish(latest);
    if (news != OpenMailbox.News.NONE) {
      watchers.changed(mailbox.id(), news == OpenMailbox.News.CONTENT);
    }
    usages.know(latest);
  }

  /** A mailbox was deleted. */
  public void remove(long mailboxId) {
    usages.forget(mailboxId);
    OpenMailbox mailbox = open.remove(mailboxId);
    if (mailbox != null) {
      mailbox.gone();
    }
  }

  /** The lowest UID that no session has claimed as recent. */
  public long firstRecent(long mailboxId) {
    return open(mailboxId).firstRecent();
  }

  /** Claims all before a UID as recent; answers the lowest that nobody had claimed. */
  public long claimRecent(long mailboxId, long below) {
    return open(mailboxId).claimRecent(below);
  }

  /** Tells of each change from now on. */
  public void watch(long mailboxId, MailboxWatcher watcher) {
    open.compute( // not one that is just being evicted
        mailboxId,
        (id, known) -> {
          OpenMailbox mailbox = known == null ? new OpenMailbox(id) : known;
          mailbox.used(clock.incrementAndGet());
          mailbox.add(watcher);
          return mailbox;
        });
  }

  /** Ends {@link #watch}. */
  public void unwatch(long mailboxId, MailboxWatcher watcher) {
    OpenMailbox mailbox = open.get(mailboxId);
    if (mailbox != null) {
      mailbox.remove(watcher);
    }
  }

  private void evict() {
    long messages = 0;
    List<Ranked> idle = new ArrayList<>();
    for (OpenMailbox mailbox : open.values()) {
      messages += mailbox.size();
      if (!mailbox.watched()) {
        idle.add(new Ranked(mailbox, mailbox.lastUsed()));
      }
    }
    if (messages <= capacity) {
      return;
    }
    idle.sort(Comparator.comparingLong(Ranked::by));
    for (Ranked ranked : idle) {
      if (messages <= capacity) {
        return;
      }
      if (evicted(ranked.mailbox())) {
        messages -= ranked.mailbox().size();
      }
    }
  }

  /** Whoever begins to watch at this moment keeps it. */
  private boolean evicted(OpenMailbox idle) {
    OpenMailbox left =
        open.computeIfPresent(
            idle.id(), (id, known) -> known.equals(idle) && !known.watched() ? null : known);
    return left == null;
  }
}
