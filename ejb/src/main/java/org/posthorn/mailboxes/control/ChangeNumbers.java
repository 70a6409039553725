package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailboxes.entity.LogEntry;
import org.posthorn.mailboxes.entity.Mailbox;

/**
 * Numbers the changes of each account over all its mailboxes, in the order in which they become
 * visible: whoever has seen number N has seen all below it. Numbers ascend; some may be left out. A
 * server that is alone remembers the last one, because only the journal writes; of several each
 * asks the database, under the locks of {@link MailboxLocks}. Called within a transaction.
 */
@ApplicationScoped
public class ChangeNumbers {
  // by the end of the index: MAX would read all rows of the account on HSQLDB
  private static final String LAST =
      "SELECT change_no FROM mailbox_log WHERE account_id = ?1"
          + " ORDER BY account_id DESC, change_no DESC FETCH FIRST 1 ROWS ONLY";
  private static final String KEPT = "SELECT given FROM account_change WHERE account_id = ?1";
  private static final long NOBODY = 0;
  private static final int MOST_REMEMBERED = 100_000;

  @PersistenceContext EntityManager entities;
  @Inject Views views;
  @Inject Owners owners;

  private final ConcurrentHashMap<Long, Long> last = new ConcurrentHashMap<>();

  /** Numbers rows that are about to be written, in their order. */
  void number(List<LogEntry> rows) {
    Map<Long, Long> given = new HashMap<>();
    for (LogEntry row : rows) {
      long account = owners.remembered(row.mailboxId()).orElseGet(() -> owner(row.mailboxId()));
      if (account != NOBODY) {
        long next = given.computeIfAbsent(account, this::last) + 1;
        given.put(account, next);
        row.number(account, next);
      }
    }
    if (!views.shared()) {
      remember(given); // if the transaction fails, numbers are left out
    }
  }

  private long owner(long mailboxId) {
    return accounts(List.of(mailboxId)).stream().findAny().orElse(NOBODY);
  }

  /** Whose these mailboxes are, those that are not deleted. */
  Set<Long> accounts(Collection<Long> mailboxIds) {
    return Set.copyOf(
        entities
            .createNamedQuery(Mailbox.OWNERS, Long.class)
            .setParameter("mailboxes", mailboxIds)
            .getResultList());
  }

  private void remember(Map<Long, Long> given) {
    if (last.size() > MOST_REMEMBERED) {
      last.clear();
    }
    last.putAll(given);
  }

  /** The number of the last change of an account; 0 when there was none. */
  long last(long account) {
    Long known = views.shared() ? null : last.get(account);
    if (known != null) {
      return known;
    }
    return Math.max(number(LAST, account), number(KEPT, account));
  }

  /** An account is gone, with all its mailboxes. */
  public void forget(long account) {
    entities
        .createNativeQuery("DELETE FROM account_change WHERE account_id = ?1")
        .setParameter(1, account)
        .executeUpdate();
    last.remove(account);
  }

  private long number(String query, long account) {
    List<?> found = entities.createNativeQuery(query).setParameter(1, account).getResultList();
    return found.isEmpty() ? 0 : ((Number) found.get(0)).longValue();
  }

  /** A mailbox of an account is deleted: its rows go later, their numbers are not given again. */
  void keep(long account) {
    long given = last(account);
    int kept =
        entities
            .createNativeQuery(
                "UPDATE account_change SET given = CASE WHEN given < ?2 THEN ?2 ELSE given END"
                    + " WHERE account_id = ?1")
            .setParameter(1, account)
            .setParameter(2, given)
            .executeUpdate();
    if (kept == 0) {
      entities
          .createNativeQuery("INSERT INTO account_change (account_id, given) VALUES (?1, ?2)")
          .setParameter(1, account)
          .setParameter(2, given)
          .executeUpdate();
    }
  }
}
