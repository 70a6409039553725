package org.posthorn.transports.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.posthorn.signing.value.SealedSecrets;
import org.posthorn.transactions.boundary.Transactions;
import org.posthorn.transports.entity.OnDemandDomain;
import org.posthorn.transports.entity.RelayRoute;
import org.posthorn.transports.entity.RelayTransport;

/** Transports and routes, as rows; what is changed is changed in the caller's transaction. */
@ApplicationScoped
public class TransportRows implements SealedSecrets {
  @PersistenceContext EntityManager entities;
  @Inject Transactions transactions;

  /** All transports, by their names. */
  public List<RelayTransport> transports() {
    return entities.createNamedQuery(RelayTransport.ALL, RelayTransport.class).getResultList();
  }

  /** One transport. */
  public Optional<RelayTransport> transport(String name) {
    return entities
        .createNamedQuery(RelayTransport.BY_NAME, RelayTransport.class)
        .setParameter("name", name)
        .getResultStream()
        .findAny();
  }

  /** All routes, in their order. */
  public List<RelayRoute> routes() {
    return entities.createNamedQuery(RelayRoute.ALL, RelayRoute.class).getResultList();
  }

  /** One route. */
  public Optional<RelayRoute> route(long id) {
    return Optional.ofNullable(entities.find(RelayRoute.class, id));
  }

  /** All domains whose mail waits to be fetched, by their names. */
  public List<OnDemandDomain> onDemandDomains() {
    return entities.createNamedQuery(OnDemandDomain.ALL, OnDemandDomain.class).getResultList();
  }

  /** One of them. */
  public Optional<OnDemandDomain> onDemandDomain(String name) {
    return Optional.ofNullable(entities.find(OnDemandDomain.class, name));
  }

  /** Whether routes take a transport. */
  public boolean used(RelayTransport transport) {
    return entities
            .createNamedQuery(RelayRoute.USING, Long.class)
            .setParameter("transport", transport.id())
            .getSingleResult()
        > 0;
  }

  /** Adds a row. */
  public void add(Object row) {
    entities.persist(row);
    entities.flush();
  }

  /** Removes a row. */
  public void remove(Object row) {
    entities.remove(row);
    entities.flush();
  }

  /** Writes what was changed. */
  public void flush() {
    entities.flush();
  }

  @Override
  public long sealed() {
    return transactions.call(
        () -> entities.createNamedQuery(RelayTransport.SEALED, Long.class).getSingleResult());
  }
}
