package org.posthorn.tlspolicy.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailauth.mtasts.CachedPolicy;
import org.posthorn.mailauth.mtasts.PolicyStore;
import org.posthorn.tlspolicy.entity.StoredPolicy;

/** The policies of MTA-STS in the database. Each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class PolicyRows implements PolicyStore {
  @PersistenceContext EntityManager entities;

  @Override
  public Optional<CachedPolicy> find(String domain) {
    return Optional.ofNullable(entities.find(StoredPolicy.class, domain)).map(StoredPolicy::policy);
  }

  @Override
  public void put(CachedPolicy policy) {
    entities.merge(new StoredPolicy(policy));
    entities.flush();
  }

  @Override
  public void used(String domain, Instant moment) {
    entities
        .createNamedQuery(StoredPolicy.USED)
        .setParameter("domain", domain)
        .setParameter("now", moment.toEpochMilli())
        .executeUpdate();
  }

  @Override
  public List<CachedPolicy> stale(Instant fetched, Instant used, int most) {
    return entities
        .createNamedQuery(StoredPolicy.STALE, StoredPolicy.class)
        .setParameter("fetched", fetched.toEpochMilli())
        .setParameter("used", used.toEpochMilli())
        .setMaxResults(most)
        .getResultStream()
        .map(StoredPolicy::policy)
        .toList();
  }

  @Override
  public void forget(Instant moment) {
    entities
        .createNamedQuery(StoredPolicy.FORGET)
        .setParameter("moment", moment.toEpochMilli())
        .executeUpdate();
  }
}
