package org.posthorn.logins.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.posthorn.logins.entity.LoginOrigin;

/** From where accounts have logged in, as rows. */
@ApplicationScoped
@Transactional
public class OriginRows {
  @PersistenceContext EntityManager entities;

  /** The day of the latest login, or -1. The same work for accounts that do not exist. */
  public long seenDay(long account, String network) {
    LoginOrigin row = entities.find(LoginOrigin.class, LoginOrigin.id(account, network));
    return row == null ? -1 : row.seenDay();
  }

  /** Notes a login. */
  public void note(long account, String network, long day) {
    LoginOrigin row = entities.find(LoginOrigin.class, LoginOrigin.id(account, network));
    if (row == null) {
      entities.persist(new LoginOrigin(account, network, day));
    } else {
      row.seen(day);
    }
  }

  /** Forgets what was before a day. */
  public void forgetBefore(long day) {
    entities.createNamedQuery(LoginOrigin.FORGET).setParameter("day", day).executeUpdate();
  }
}
