package org.posthorn.urlkeys.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.urlkeys.entity.AccountMailbox;
import org.posthorn.urlkeys.entity.UrlKey;

/** Keys as rows; each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class UrlKeyRows {
  @PersistenceContext EntityManager entities;

  /** The key of a mailbox. */
  public Optional<String> find(long account, long mailbox) {
    return Optional.ofNullable(entities.find(UrlKey.class, new AccountMailbox(account, mailbox)))
        .map(UrlKey::secret);
  }

  /**
   * Keeps a key.
   *
   * @throws RuntimeException when there is one already
   */
  public void add(long account, long mailbox, String secret) {
    entities.persist(new UrlKey(account, mailbox, secret));
    entities.flush();
  }

  /** Deletes the key of a mailbox, or all of an account. */
  public void delete(long account, OptionalLong mailbox) {
    if (mailbox.isPresent()) {
      entities
          .createNamedQuery(UrlKey.FORGET)
          .setParameter("account", account)
          .setParameter("mailbox", mailbox.getAsLong())
          .executeUpdate();
    } else {
      entities.createNamedQuery(UrlKey.FORGET_ALL).setParameter("account", account).executeUpdate();
    }
  }
}
