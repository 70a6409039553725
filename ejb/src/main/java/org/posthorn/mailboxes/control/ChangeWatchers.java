package org.posthorn.mailboxes.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Who wants to hear of changed mailboxes without holding their views in memory. What happens within
 * a tenth of a second is told as one, so that a burst of mail costs each of them one look. A change
 * of which nobody wants to hear costs one look into a map.
 */
@ApplicationScoped
public class ChangeWatchers {
  private static final System.Logger LOG = System.getLogger(ChangeWatchers.class.getName());
  private static final Duration DELAY = Duration.ofMillis(100);

  @Resource ManagedScheduledExecutorService executor;

  private final ConcurrentHashMap<Long, Set<ChangeWatcher>> byMailbox = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Set<ChangeWatcher>> byAccount = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ChangeWatcher, Interest> interests = new ConcurrentHashMap<>();
  private Map<Long, Boolean> mailboxes = new HashMap<>(); // guarded by this
  private Set<Long> accounts = new HashSet<>(); // guarded by this
  private boolean scheduled; // guarded by this

  private record Interest(long account, Set<Long> mailboxes) {}

  /** Tells of these from now on, instead of what the watcher was told of before. */
  public void watch(long account, Collection<Long> wanted, ChangeWatcher watcher) {
    Interest now = new Interest(account, Set.copyOf(wanted));
    Interest before = interests.put(watcher, now);
    Set<Long> known = before == null ? Set.of() : before.mailboxes();
    add(byAccount, account, watcher);
    now.mailboxes().stream().filter(id -> !known.contains(id)).forEach(id -> in(id, watcher));
    known.stream().filter(id -> !now.mailboxes().contains(id)).forEach(id -> out(id, watcher));
  }

  /** Ends {@link #watch}. */
  public void unwatch(ChangeWatcher watcher) {
    Interest before = interests.remove(watcher);
    if (before != null) {
      remove(byAccount, before.account(), watcher);
      before.mailboxes().forEach(id -> out(id, watcher));
    }
  }

  private void in(long mailbox, ChangeWatcher watcher) {
    add(byMailbox, mailbox, watcher);
  }

  private void out(long mailbox, ChangeWatcher watcher) {
    remove(byMailbox, mailbox, watcher);
  }

  private static void add(
      ConcurrentHashMap<Long, Set<ChangeWatcher>> map, long id, ChangeWatcher watcher) {
    map.compute(
        id,
        (key, watchers) -> {
          Set<ChangeWatcher> all = watchers == null ? ConcurrentHashMap.newKeySet(1) : watchers;
          all.add(watcher);
          return all;
        });
  }

  private static void remove(
      ConcurrentHashMap<Long, Set<ChangeWatcher>> map, long id, ChangeWatcher watcher) {
    map.computeIfPresent(
        id,
        (key, watchers) -> {
          watchers.remove(watcher);
          return watchers.isEmpty() ? null : watchers;
        });
  }

  /** Whether anybody wants to hear of a mailbox. */
  boolean watched(long mailbox) {
    return byMailbox.containsKey(mailbox);
  }

  /**
   * Messages of a mailbox have changed.
   *
   * @param content false when only flags have
   */
  void changed(long mailbox, boolean content) {
    if (byMailbox.containsKey(mailbox)) {
      synchronized (this) {
        mailboxes.merge(mailbox, content, Boolean::logicalOr);
        schedule();
      }
    }
  }

  /** What an account sees may be different. */
  void listChanged(long account) {
    if (byAccount.containsKey(account)) {
      synchronized (this) {
        accounts.add(account);
        schedule();
      }
    }
  }

  /** What anybody sees may be different. */
  void listsChanged() {
    byAccount.keySet().forEach(this::listChanged);
  }

  private void schedule() {
    if (scheduled) {
      return;
    }
    try {
      scheduled = !Background.schedule(executor, "tell-changes", this::tell, DELAY).isCancelled();
    } catch (RejectedExecutionException stopping) {
      LOG.log(System.Logger.Level.DEBUG, "event=change-not-told", stopping);
    }
  }

  private void tell() {
    Map<Long, Boolean> changed;
    Set<Long> lists;
    synchronized (this) {
      changed = mailboxes;
      lists = accounts;
      mailboxes = new HashMap<>();
      accounts = new HashSet<>();
      scheduled = false;
    }
    lists.forEach(id -> each(byAccount, id, ChangeWatcher::listChanged));
    changed.forEach((id, content) -> each(byMailbox, id, one -> one.changed(id, content)));
  }

  private static void each(
      ConcurrentHashMap<Long, Set<ChangeWatcher>> map, long id, Consumer<ChangeWatcher> word) {
    for (ChangeWatcher watcher : map.getOrDefault(id, Set.of())) {
      try {
        word.accept(watcher);
      } catch (Throwable e) { // the others want to hear of it all the same
        Failures.tell(LOG, "event=change-not-told id=" + id, e);
      }
    }
  }
}
