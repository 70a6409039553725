package org.posthorn.mailboxes.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.posthorn.database.Outage;
import org.posthorn.threads.Background;
import org.posthorn.transactions.boundary.PeriodicTask;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Clears what deleted mailboxes leave behind, in steps so short that nobody waits for them. What is
 * interrupted goes on with the next deletion, or within the hour.
 */
@ApplicationScoped
public class DeletedMailboxes {
  private static final System.Logger LOG = System.getLogger(DeletedMailboxes.class.getName());

  @Inject Transactions transactions;
  @Inject MailboxRows rows;
  @Resource ManagedExecutorService executor;

  private final PeriodicTask chore = new PeriodicTask("clear-deleted-mailboxes");
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Begins, unless it is going on. */
  public void clearSoon() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      Background.execute(executor, "clear-deleted-mailboxes", this::clear);
    } catch (RejectedExecutionException | Error noThread) {
      busy.set(false);
      LOG.log(System.Logger.Level.DEBUG, "event=deleted-mailboxes-stay", noThread);
    }
  }

  private void clear() {
    try {
      chore.run(
          () -> {
            try {
              clearAll();
            } catch (RuntimeException e) {
              if (!HistoryKept.isReason(e)) { // else within the hour
                throw e;
              }
            }
          });
    } finally {
      busy.set(false);
    }
  }

  private void clearAll() {
    List<Long> buried = transactions.call(rows::buried);
    while (!buried.isEmpty()) {
      boolean any = false;
      for (long mailbox : buried) {
        any |= cleared(mailbox);
      }
      buried = any ? transactions.call(rows::buried) : List.of();
    }
  }

  /** One that cannot be cleared is not in the way of the others. */
  private boolean cleared(long mailbox) {
    try {
      clear(mailbox);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      if (isReasonToStop(e)) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "event=mailbox-not-cleared mailbox=" + mailbox, e);
      return false;
    }
  }

  private static boolean isReasonToStop(Throwable failure) {
    return HistoryKept.isReason(failure) || Outage.unreachable(failure).isPresent();
  }

  private void clear(long mailbox) {
    boolean done = false;
    while (!done) {
      done = transactions.call(() -> rows.clear(mailbox));
    }
  }
}
