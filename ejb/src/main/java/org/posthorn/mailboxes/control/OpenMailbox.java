package org.posthorn.mailboxes.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;

/** A mailbox in memory: its newest view and who watches it. */
final class OpenMailbox {
  private static final System.Logger LOG = System.getLogger(OpenMailbox.class.getName());

  private final long id;
  private final List<MailboxWatcher> watchers = new CopyOnWriteArrayList<>();
  private volatile @Nullable MailboxView view;
  private volatile long lastUsed;
  private volatile long compared = System.nanoTime(); // with the database
  private volatile long audited = System.nanoTime(); // message by message
  private volatile boolean suspect;
  private long firstRecent = Long.MAX_VALUE; // until the first view is there

  OpenMailbox(long id) {
    this.id = id;
  }

  long id() {
    return id;
  }

  Optional<MailboxView> view() {
    return Optional.ofNullable(view);
  }

  int size() {
    MailboxView known = view;
    return known == null ? 0 : known.size();
  }

  void used(long time) {
    lastUsed = time;
  }

  long lastUsed() {
    return lastUsed;
  }

  /** The view is what the database had at this moment, by {@link System#nanoTime}. */
  void compared(long moment) {
    compared = moment;
  }

  /** Whether the view may have missed what came to the database so long ago. */
  boolean stale(Duration age) {
    return System.nanoTime() - compared > age.toNanos();
  }

  /** The view was compared with the database, message by message, and was the same. */
  void audited() {
    audited = System.nanoTime();
    suspect = false;
  }

  /** Whether it has not been compared for so long, or has to be soon. */
  boolean unaudited(Duration age) {
    return view != null && (suspect || System.nanoTime() - audited > age.toNanos());
  }

  /** It has to be compared soon. */
  void suspect() {
    suspect = true;
  }

  /** Takes what the database has in place of a view that is wrong, unless there is a later one. */
  synchronized void mend(MailboxView right) {
    MailboxView known = view;
    if (known != null && known.highestModSeq() == right.highestModSeq()) {
      view = right;
      tell(watcher -> watcher.changed(right));
    }
  }

  /** Takes the first view, which is news to nobody. */
  synchronized void load(MailboxView first) {
    if (view == null) {
      view = first;
      firstRecent = first.uidNext();
    }
  }

  /** The lowest UID that no session has claimed as recent. RFC 3501 §2.3.2. */
  synchronized long firstRecent() {
    return firstRecent;
  }

  /** Claims all before a UID; answers the lowest that nobody had claimed. */
  synchronized long claimRecent(long below) {
    long first = Math.min(below, firstRecent);
    firstRecent = Math.max(below, firstRecent);
    return first;
  }

  /** What a view tells that was not known. */
  enum News {
    /** Nothing. */
    NONE,
    /** Flags. */
    FLAGS,
    /** That messages have come or gone, or perhaps. */
    CONTENT
  }

  /** Takes a view unless a later one is known, and tells the watchers. */
  synchronized News publish(MailboxView latest) {
    MailboxView known = view;
    if (known != null && latest.highestModSeq() <= known.highestModSeq()) {
      return News.NONE;
    }
    view = latest;
    tell(watcher -> watcher.changed(latest));
    boolean same =
        known != null && known.uidNext() == latest.uidNext() && known.size() == latest.size();
    return same ? News.FLAGS : News.CONTENT;
  }

  void gone() {
    tell(MailboxWatcher::gone);
  }

  // What one of them does with the news is not to keep it from the others.
  private void tell(Consumer<MailboxWatcher> news) {
    for (MailboxWatcher watcher : watchers) {
      try {
        news.accept(watcher);
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "event=watcher-failed mailbox=" + id, e);
      }
    }
  }

  void add(MailboxWatcher watcher) {
    watchers.add(watcher);
  }

  void remove(MailboxWatcher watcher) {
    watchers.remove(watcher);
  }

  boolean watched() {
    return !watchers.isEmpty();
  }
}
