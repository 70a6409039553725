package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps mailboxes from being changed by other servers until the end of the transaction. Called
 * within one; only PostgreSQL can be shared by servers, so elsewhere there is nothing to do.
 */
@ApplicationScoped
public class MailboxLocks {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * The order is that of the ids for all servers, so that none waits for another in a circle. A
   * server that stands still between its statements loses the transaction after five seconds: it
   * must not hold up the others. The INBOX of an account stands for the account: its changes are
   * numbered one after the other ({@link ChangeNumbers}).
   */
  private static final String LOCK =
      "SELECT id, set_config('idle_in_transaction_session_timeout', '5s', true)"
          + " FROM mailbox WHERE id IN (SELECT m.id FROM mailbox m WHERE m.id IN (%1$s)"
          + " UNION SELECT i.id FROM mailbox m JOIN mailbox i"
          + " ON i.account_id = m.account_id AND i.name = 'INBOX' WHERE m.id IN (%1$s))"
          + " ORDER BY id FOR NO KEY UPDATE";

  @PersistenceContext EntityManager entities;

  @Inject
  @ConfigProperty(name = "posthorn.db.url")
  Optional<String> url;

  /**
   * Returns when no other server changes them.
   *
   * @return false when this database has no such locks
   */
  boolean lock(SortedSet<Long> mailboxIds) {
    if (!url.orElse("").startsWith(POSTGRESQL)) {
      return false;
    }
    if (!mailboxIds.isEmpty()) {
      String places = String.join(",", Collections.nCopies(mailboxIds.size(), "?"));
      Query query = entities.createNativeQuery(LOCK.formatted(places));
      int place = 1;
      for (int times = 0; times < 2; times++) {
        for (long id : mailboxIds) {
          query.setParameter(place++, id);
        }
      }
      query.getResultList();
    }
    return true;
  }
}
