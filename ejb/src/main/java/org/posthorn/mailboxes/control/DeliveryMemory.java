package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.posthorn.spool.boundary.Repetitions;
import org.posthorn.transactions.boundary.Transactions;

/** Which deliveries have reached which account: forgets those that cannot come again. */
@ApplicationScoped
public class DeliveryMemory {
  private static final int PORTION = 500;

  @Inject Transactions transactions;
  @Inject MailboxRows rows;
  @Inject Repetitions repetitions;

  /** Forgets in portions, so that others get their turn in between. */
  public void forget(Instant now) {
    long before = now.minus(Repetitions.MEMORY).getEpochSecond();
    if (!transactions.call(() -> rows.oldDeliveries(before, 0, 1)).isEmpty()) {
      repetitions.old(now).ifPresent(known -> forget(before, known));
    }
  }

  private void forget(long before, Set<String> known) {
    int kept = 0;
    while (true) {
      int after = kept;
      List<String> old = transactions.call(() -> rows.oldDeliveries(before, after, PORTION));
      Set<String> needed = new HashSet<>(known);
      needed.retainAll(old);
      kept += (int) old.stream().filter(needed::contains).count();
      List<String> forgotten = old.stream().filter(id -> !needed.contains(id)).distinct().toList();
      if (!forgotten.isEmpty()) {
        transactions.run(() -> rows.forgetDeliveries(forgotten, before));
      }
      if (old.size() < PORTION) {
        return;
      }
    }
  }
}
