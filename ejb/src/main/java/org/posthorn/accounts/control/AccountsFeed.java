package org.posthorn.accounts.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.posthorn.domains.boundary.DomainsChanged;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.threads.Background;

/**
 * Makes changes of accounts and domains count at once: here what is remembered is forgotten and
 * sessions look whether they may go on, and the other servers are told to do the same. Accounts
 * that are created one after the other are told as one.
 */
@ApplicationScoped
public class AccountsFeed {
  /** What is told of an account: its addresses, its password, keys and limits, who it is. */
  static final String ACCOUNTS = "DIRECTORY";

  /** What is told of domains. */
  static final String DOMAINS = "DOMAINS";

  private static final System.Logger LOG = System.getLogger(AccountsFeed.class.getName());

  /** So long after the last creation, it is told. */
  static final Duration QUIET = Duration.ofMillis(250);

  /** So long after the first one at the latest. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  @Inject AccountCache cache;
  @Inject LoginWatchers watchers;
  @Inject ChangeTopic topic;
  @Resource ManagedScheduledExecutorService executor;
  LongSupplier nanoTime = System::nanoTime;

  private long first; // guarded by this, as all that follows; nanoseconds
  private long last;
  private boolean scheduled;

  void on(@Observes(during = TransactionPhase.AFTER_COMPLETION) AccountsChanged change) {
    forget(change.account());
    if (change.equals(AccountsChanged.ADDED)) {
      added();
    } else {
      topic.tell(ACCOUNTS, change.account(), "");
    }
  }

  void on(@Observes(during = TransactionPhase.AFTER_COMPLETION) DomainsChanged change) {
    cache.forgetDomains();
    topic.tell(DOMAINS, 0, "");
  }

  void on(@Observes ChangedElsewhere change) {
    if (change.kind().equals(ACCOUNTS)) {
      forget(change.id());
    } else if (change.kind().equals(DOMAINS)) {
      cache.forgetDomains();
    }
  }

  private void forget(long account) {
    cache.forgetAccounts();
    watchers.changed(account); // they look now
  }

  private synchronized void added() {
    last = nanoTime.getAsLong();
    if (!scheduled) {
      first = last;
      scheduled = schedule();
    }
  }

  private boolean schedule() {
    try {
      return !Background.schedule(executor, "tell-accounts", this::tellAdded, QUIET).isCancelled();
    } catch (RejectedExecutionException | Error noThread) { // told at once, or with the next
      LOG.log(System.Logger.Level.DEBUG, "event=change-not-told", noThread);
      return false;
    }
  }

  private void tellAdded() {
    synchronized (this) {
      long now = nanoTime.getAsLong();
      scheduled = now - last < QUIET.toNanos() && now - first < LONGEST.toNanos() && schedule();
      if (scheduled) {
        return;
      }
    }
    topic.tell(ACCOUNTS, AccountsChanged.ADDED.account(), "");
  }
}
