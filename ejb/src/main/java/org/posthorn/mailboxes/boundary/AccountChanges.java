package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailboxes.control.FolderLog;
import org.posthorn.mailstore.ChangedMailbox;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.FolderChanges;
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
  @Inject FolderLog folders;
  @PersistenceContext EntityManager entities;

  /**
   * What has changed in an account since a state; what became visible then is in one of the
   * answers.
   *
   * @param state of an earlier answer; 0 for all that is known
   */
  public ChangedMailboxes since(long account, long state) {
    return transactions.call(() -> read(account, state));
  }

  /** What has become of the list of an account's mailboxes since a state; below 0 for none. */
  public FolderChanges foldersSince(long account, long state) {
    return transactions.call(() -> folders.since(account, state));
  }

  private ChangedMailboxes read(long account, long state) {
    long now = state;
    List<ChangedMailbox> mailboxes = new ArrayList<>();
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
      mailboxes.add(new ChangedMailbox(mailbox, modSeq, modSeq == first - 1));
      now = Math.max(now, ((Number) row[2]).longValue());
    }
    return new ChangedMailboxes(now, mailboxes);
  }
}
