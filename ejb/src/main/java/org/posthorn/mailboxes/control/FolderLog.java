package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.posthorn.kernel.SteadyClock;
import org.posthorn.mailboxes.entity.FolderRow;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.FolderChange;
import org.posthorn.mailstore.FolderChange.Kind;
import org.posthorn.mailstore.FolderChanges;

/**
 * The changes of each account's list of mailboxes, numbered from 1 in the order in which they are
 * committed: the last number stands in the row of INBOX, which is locked by counting on. See
 * docs/adr/0054. Called within a transaction.
 */
@ApplicationScoped
public class FolderLog {
  /** How long changes are kept; who has an older state reads the list anew. */
  private static final Duration KEPT = Duration.ofDays(90);

  /** So many are kept at most: nobody fills the database by renaming forth and back. */
  private static final long MOST = 50_000;

  private static final int FORGOTTEN = 64; // changes, after which old ones are looked for
  private static final String INBOX = " WHERE account_id = ?1 AND name = 'INBOX'";
  private static final String COUNT =
      "UPDATE mailbox SET folder_no = folder_no + CAST(?2 AS BIGINT)" + INBOX;
  private static final String LAST = "SELECT folder_no FROM mailbox" + INBOX;
  private static final String DELETE = "DELETE FROM folder_change WHERE account_id = ?1";

  @PersistenceContext EntityManager entities;

  Clock clock = SteadyClock.steady();

  /**
   * Notes changes that are about to be made. From now on until the end of the transaction nobody
   * else changes the list of this account.
   */
  void add(long account, List<FolderChange> changes) {
    if (changes.isEmpty() || !count(account, changes.size())) {
      return; // without an INBOX the account is being deleted
    }
    long last = last(account);
    long number = last - changes.size();
    if (number / FORGOTTEN != last / FORGOTTEN) {
      forget(account, last - MOST);
    }
    for (FolderChange change : changes) {
      entities.persist(new FolderRow(account, ++number, change, clock.millis() / 1_000));
    }
  }

  /** Until the end of the transaction nobody else changes the list of this account. */
  void hold(long account) {
    count(account, 0);
  }

  private boolean count(long account, long more) {
    return entities
            .createNativeQuery(COUNT)
            .setParameter(1, account)
            .setParameter(2, more)
            .executeUpdate()
        > 0;
  }

  private long last(long account) {
    List<?> found = entities.createNativeQuery(LAST).setParameter(1, account).getResultList();
    return found.isEmpty() ? 0 : ((Number) found.get(0)).longValue();
  }

  private void forget(long account, long lowest) {
    entities
        .createNamedQuery(FolderRow.FORGET)
        .setParameter("account", account)
        .setParameter("lowest", lowest)
        .setParameter("before", clock.instant().minus(KEPT).getEpochSecond())
        .executeUpdate();
  }

  /** These mailboxes are about to be deleted. */
  void deleting(Collection<Long> mailboxIds) {
    Map<Long, List<FolderChange>> deleted = new TreeMap<>(); // locks in one order
    entities
        .createNamedQuery(Mailbox.AMONG, Mailbox.class)
        .setParameter("mailboxes", mailboxIds)
        .getResultStream()
        .forEach(
            mailbox ->
                deleted
                    .computeIfAbsent(mailbox.accountId(), account -> new ArrayList<>())
                    .add(FolderChange.of(Kind.DELETED, mailbox.id(), mailbox.name())));
    deleted.forEach(this::add);
  }

  /** What has happened since a state; below 0 for none. */
  public FolderChanges since(long account, long state) {
    long last = last(account);
    if (state < 0 || state > last || state < last && !kept(account, state + 1)) {
      return new FolderChanges(last, false, List.of());
    }
    List<FolderRow> rows =
        entities
            .createNamedQuery(FolderRow.SINCE, FolderRow.class)
            .setParameter("account", account)
            .setParameter("state", state)
            .getResultList();
    long now = rows.isEmpty() ? state : rows.get(rows.size() - 1).number();
    return new FolderChanges(now, true, rows.stream().map(FolderRow::change).toList());
  }

  private boolean kept(long account, long number) {
    Long oldest =
        entities
            .createNamedQuery(FolderRow.OLDEST, Long.class)
            .setParameter("account", account)
            .getSingleResult();
    return oldest != null && oldest <= number;
  }

  /** An account is deleted. */
  public void deleteOf(long account) {
    entities.createNativeQuery(DELETE).setParameter(1, account).executeUpdate();
  }
}
