package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.transactions.boundary.Transactions;

/**
 * What has changed in an account, over all its mailboxes: the state that JMAP and synchronising
 * pages ask for, at the cost of one index read. RFC 8620 §5.2. See docs/adr/0053.
 */
@ApplicationScoped
public class AccountChanges {
  private static final String CHANGED =
      "SELECT mailbox_id, MIN(mod_seq), MAX(change_no) FROM mailbox_log"
          + " WHERE account_id = ?1 AND change_no > ?2 GROUP BY mailbox_id ORDER BY mailbox_id";
  private static final String BEFORE =
      "SELECT MAX(mod_seq) FROM mailbox_log WHERE mailbox_id = ?1 AND mod_seq < ?2";

  private static final long EMPTY =
      1; // the mod-sequence of a mailbox in which nothing has happened

  @Inject Transactions transactions;
  @PersistenceContext EntityManager entities;

  /**
   * A mailbox that has changed. What has changed in it is what its view has with a higher
   * mod-sequence, and what was expunged after it.
   *
   * @param mailboxId which; it may have been deleted since
   * @param modSeq its mod-sequence at the state that was asked for, or before
   * @param exact false when the log of that time was folded, so that {@code modSeq} may be too low:
   *     more is told than has changed, never less
   */
  public record Changed(long mailboxId, long modSeq, boolean exact) {}

  /**
   * What has changed since a state.
   *
   * @param state the state now: to be asked for the next time
   * @param mailboxes by their ids
   */
  public record Since(long state, List<Changed> mailboxes) {
    /** Copies the list. */
    public Since {
      mailboxes = List.copyOf(mailboxes);
    }
  }

  /**
   * What has changed in an account since a state; what became visible then is in one of the
   * answers.
   *
   * @param state of an earlier answer; 0 for all that is known
   */
  public Since since(long account, long state) {
    return transactions.call(() -> read(account, state));
  }

  private Since read(long account, long state) {
    long now = state;
    List<Changed> mailboxes = new ArrayList<>();
    for (Object found :
        entities
            .createNativeQuery(CHANGED)
            .setParameter(1, account)
            .setParameter(2, state)
            .getResultList()) {
      Object[] row = (Object[]) found;
      long mailbox = ((Number) row[0]).longValue();
      long first = ((Number) row[1]).longValue();
      Object before =
          entities
              .createNativeQuery(BEFORE)
              .setParameter(1, mailbox)
              .setParameter(2, first)
              .getSingleResult();
      long modSeq = before == null ? EMPTY : ((Number) before).longValue();
      mailboxes.add(new Changed(mailbox, modSeq, modSeq == first - 1));
      now = Math.max(now, ((Number) row[2]).longValue());
    }
    return new Since(now, mailboxes);
  }
}
