package org.posthorn.sessions.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.posthorn.sessions.entity.WebSession;

/** Sessions as rows. */
@ApplicationScoped
@Transactional
public class SessionRows {
  /** The most sessions of an account; older ones end. */
  static final int MOST = 100;

  @PersistenceContext EntityManager entities;

  /** Adds a session, and ends those that are too many. */
  public void add(WebSession session) {
    List<WebSession> known = of(session.accountId());
    known.stream().skip(MOST - 1L).forEach(entities::remove);
    entities.persist(session);
  }

  /** The session of a token, noted as used when that was not done lately. */
  public Optional<WebSession> use(String tokenHash, long now) {
    Optional<WebSession> found =
        entities
            .createNamedQuery(WebSession.BY_TOKEN, WebSession.class)
            .setParameter("hash", tokenHash)
            .getResultStream()
            .findFirst();
    found.filter(s -> !s.isExpired(now) && s.isStale(now)).ifPresent(s -> s.used(now));
    return found;
  }

  /** The sessions of an account, the last used first. */
  public List<WebSession> of(long account) {
    return entities
        .createNamedQuery(WebSession.OF_ACCOUNT, WebSession.class)
        .setParameter("account", account)
        .getResultList();
  }

  /** Ends one session; answers whether there was one. */
  public boolean end(long account, long id) {
    return entities
            .createNamedQuery(WebSession.END)
            .setParameter("account", account)
            .setParameter("id", id)
            .executeUpdate()
        > 0;
  }

  /** Ends all sessions of an account but one; answers how many there were. */
  public int endOthers(long account, long kept) {
    return entities
        .createNamedQuery(WebSession.END_OTHERS)
        .setParameter("account", account)
        .setParameter("kept", kept)
        .executeUpdate();
  }

  /** Removes those that have expired. */
  public void expire(long now) {
    entities.createNamedQuery(WebSession.EXPIRE).setParameter("now", now).executeUpdate();
  }
}
