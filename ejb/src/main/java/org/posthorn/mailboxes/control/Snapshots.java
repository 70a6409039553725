package org.posthorn.mailboxes.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.posthorn.store.MailboxView;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Keeps the logs of mailboxes short: writes a snapshot when enough rows came, beside the commits.
 */
@ApplicationScoped
public class Snapshots {
  private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
  private static final int ROWS = 256;
  private static final int MESSAGES_PER_ROW = 16; // a large mailbox is worth a longer log

  @Resource ManagedExecutorService executor;
  @Inject Transactions transactions;
  @Inject MailboxRows rows;

  private final ConcurrentHashMap<Long, Integer> tails = new ConcurrentHashMap<>();

  /** Rows were written to the log of a mailbox. */
  void written(MailboxView view, int count) {
    int tail = tails.merge(view.mailboxId(), count, Integer::sum);
    if (tail >= ROWS + view.size() / MESSAGES_PER_ROW) {
      tails.put(view.mailboxId(), 0);
      try {
        executor.execute(() -> fold(view));
      } catch (RejectedExecutionException stopping) {
        LOG.log(System.Logger.Level.DEBUG, "event=snapshot-not-taken", stopping);
      }
    }
  }

  private void fold(MailboxView view) {
    try {
      transactions.run(() -> rows.fold(view));
    } catch (RuntimeException e) { // the log is as good; the next one may work
      LOG.log(System.Logger.Level.WARNING, "event=snapshot-failed mailbox=" + view.mailboxId(), e);
    }
  }
}
