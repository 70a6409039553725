package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Rights;

/**
 * Remembers what others share with each account. What was read before something changed is never
 * remembered after, so that rights that were withdrawn are gone.
 */
@ApplicationScoped
public class GrantCache {
  @Inject ChangeWatchers watchers;

  private final ConcurrentHashMap<Long, Share> shares = new ConcurrentHashMap<>();
  private final Map<Long, Set<Long>> viewers = new ConcurrentHashMap<>(); // by owner
  private long changes; // guarded by this

  /** What others share with one account. */
  static final class Share {
    private final List<MailboxList.Mailbox> mailboxes;
    private final Set<Long> owners;
    private final long readAt = System.nanoTime();
    private volatile @Nullable Merged merged;

    private record Merged(MailboxList own, MailboxList all) {}

    Share(List<MailboxList.Mailbox> mailboxes, Set<Long> owners) {
      this.mailboxes = List.copyOf(mailboxes);
      this.owners = Set.copyOf(owners);
    }

    /** What the account may do with a mailbox of somebody else. */
    Rights rights(long mailbox) {
      return mailboxes.stream()
          .filter(some -> some.id() == mailbox)
          .findFirst()
          .map(MailboxList.Mailbox::rights)
          .orElse(Rights.NONE);
    }

    private boolean isOlderThan(long nanos) {
      return System.nanoTime() - readAt >= nanos;
    }

    /** An account's own mailboxes and these; the same list as long as its own are the same. */
    MailboxList with(MailboxList own, boolean quiet) {
      if (mailboxes.isEmpty()) {
        return own;
      }
      Merged known = merged;
      if (known == null || known.own() != own) {
        known = new Merged(own, quiet ? own.withQuiet(mailboxes) : own.with(mailboxes));
        merged = known;
      }
      return known.all();
    }
  }

  /**
   * What is shared with an account, remembered or read.
   *
   * @param life nanoseconds after which it is read again, as other servers may have changed it
   */
  Share of(long account, long life, Supplier<Share> read) {
    Share known = shares.get(account);
    if (known != null && !known.isOlderThan(life)) {
      return known;
    }
    long before = changes();
    Share share = read.get();
    remember(account, share, before);
    return share;
  }

  private synchronized void seen(long account, Share share) {
    for (long owner : share.owners) {
      viewers.computeIfAbsent(owner, key -> new HashSet<>()).add(account);
    }
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized void remember(long account, Share share, long before) {
    if (changes == before) {
      shares.put(account, share);
      seen(account, share);
    }
  }

  /** The mailboxes of an account have changed, or what is shared with it. */
  synchronized void changed(long account) {
    changes++;
    shares.remove(account);
    watchers.listChanged(account);
    Set<Long> seeing = viewers.remove(account);
    if (seeing != null) {
      seeing.forEach(shares::remove);
      seeing.forEach(watchers::listChanged);
    }
  }

  /** What is shared with everybody has changed. */
  public synchronized void changed() {
    changes++;
    shares.clear();
    viewers.clear();
    watchers.listsChanged();
  }
}
