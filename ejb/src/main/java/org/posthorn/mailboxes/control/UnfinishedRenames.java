package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.MailboxName;

/**
 * Renames of trees that take several transactions: a row from the first one to the last, one for an
 * account at most. Called within a transaction.
 */
@ApplicationScoped
public class UnfinishedRenames {
  @PersistenceContext EntityManager entities;

  /** What has begun, and may be done in part. */
  record Unfinished(long account, MailboxName from, MailboxName to) {}

  /** From now on all mailboxes below a name, and that itself, are to get another name. */
  void begin(Unfinished rename) {
    entities
        .createNativeQuery(
            "INSERT INTO mailbox_rename (account_id, old_name, new_name) VALUES (?1, ?2, ?3)")
        .setParameter(1, rename.account())
        .setParameter(2, rename.from().text())
        .setParameter(3, rename.to().text())
        .executeUpdate();
  }

  /** The rename of an account, if one has begun. */
  Optional<Unfinished> of(long account) {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT old_name, new_name FROM mailbox_rename WHERE account_id = ?1")
            .setParameter(1, account)
            .getResultList();
    return rows.stream().map(row -> read(account, (Object[]) row)).findFirst();
  }

  private static Unfinished read(long account, Object[] row) {
    return new Unfinished(
        account, new MailboxName((String) row[0]), new MailboxName((String) row[1]));
  }

  /**
   * Keeps others from ending it before this transaction does; false when it has ended, or another
   * one has begun.
   */
  boolean hold(Unfinished rename) {
    return named(rename, "UPDATE mailbox_rename SET new_name = new_name");
  }

  /** The last mailbox has its name. */
  void end(Unfinished rename) {
    named(rename, "DELETE FROM mailbox_rename");
  }

  private boolean named(Unfinished rename, String statement) {
    return entities
            .createNativeQuery(
                statement + " WHERE account_id = ?1 AND old_name = ?2 AND new_name = ?3")
            .setParameter(1, rename.account())
            .setParameter(2, rename.from().text())
            .setParameter(3, rename.to().text())
            .executeUpdate()
        == 1;
  }

  /** The accounts that have one. */
  List<Long> accounts() {
    List<?> ids =
        entities.createNativeQuery("SELECT account_id FROM mailbox_rename").getResultList();
    return ids.stream().map(id -> ((Number) id).longValue()).toList();
  }
}
