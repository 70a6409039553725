package org.posthorn.mailboxes.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.posthorn.database.Outage;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.threads.Background;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Keeps the logs of mailboxes short: writes a snapshot when it would take long to read what came
 * since the last one, beside the commits.
 */
@ApplicationScoped
public class Snapshots {
  private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
  private static final int ROW = 256; // as much effort as so many messages
  private static final int ROWS = 256;
  private static final long LATER = 1L << 40;
  private static final int TIMES = 16; // a large mailbox is worth a longer log

  @Resource ManagedExecutorService executor;
  @Inject Transactions transactions;
  @Inject MailboxRows rows;

  private final ConcurrentHashMap<Long, Long> tails = new ConcurrentHashMap<>();

  /** What it takes to bring a view up to date by a row of the log about so many messages. */
  static long effort(long messages) {
    return ROW + messages;
  }

  /** Rows were written to the log of a mailbox, or found there that have no snapshot yet. */
  void written(MailboxView view, long effort) {
    long tail = tails.merge(view.mailboxId(), effort, Long::sum);
    if (tail >= ROWS * ROW + (long) TIMES * view.size()) {
      tails.put(view.mailboxId(), 0L);
      try {
        Background.execute(executor, "snapshot", () -> fold(view));
      } catch (RejectedExecutionException | Error noThread) { // who commits goes on
        LOG.log(System.Logger.Level.DEBUG, "event=snapshot-not-taken", noThread);
      }
    }
  }

  /** There is no such mailbox any more. */
  void forget(long mailboxId) {
    tails.remove(mailboxId);
  }

  private void fold(MailboxView view) {
    try {
      transactions.run(() -> rows.fold(view));
    } catch (Throwable e) { // the log is as good; the next one may work
      if (e instanceof RuntimeException reason && HistoryKept.isReason(reason)) {
        tails.put(view.mailboxId(), LATER); // with one of the next changes
        return;
      }
      String line = "event=snapshot-failed mailbox=" + view.mailboxId();
      Outage.tell(LOG, System.Logger.Level.WARNING, line, e);
    }
  }
}
