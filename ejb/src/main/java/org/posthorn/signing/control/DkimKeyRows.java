package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.signing.entity.DkimDomain;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.value.DkimKeyState;

/** The keys of all domains, as rows; what is changed is changed in the caller's transaction. */
@ApplicationScoped
public class DkimKeyRows {
  @PersistenceContext EntityManager entities;

  /** The keys of a domain, oldest first. */
  public List<DkimKey> of(long domain) {
    return entities
        .createNamedQuery(DkimKey.OF_DOMAIN, DkimKey.class)
        .setParameter("domain", domain)
        .getResultList();
  }

  /** One key. */
  public Optional<DkimKey> find(long domain, String selector) {
    return of(domain).stream().filter(key -> key.selector().equals(selector)).findAny();
  }

  /** The keys of all domains that are in a state. */
  List<DkimKey> in(DkimKeyState state) {
    return entities
        .createNamedQuery(DkimKey.BY_STATE, DkimKey.class)
        .setParameter("state", state)
        .getResultList();
  }

  /** How many keys there are. */
  long count() {
    return entities.createNamedQuery(DkimKey.COUNT, Long.class).getSingleResult();
  }

  /** Adds a key. */
  public void add(DkimKey key) {
    entities.persist(key);
    entities.flush();
  }

  /** Removes a key. */
  public void remove(DkimKey key) {
    entities.remove(key);
    entities.flush();
  }

  /** Writes what was changed. */
  public void flush() {
    entities.flush();
  }

  /** The domains that were given their first keys. */
  Set<Long> served() {
    return new HashSet<>(entities.createNamedQuery(DkimDomain.IDS, Long.class).getResultList());
  }

  /** Whether a domain was. */
  boolean served(long domain) {
    return entities.find(DkimDomain.class, domain) != null;
  }

  /** Notes that a domain was. */
  void served(DkimDomain domain) {
    entities.persist(domain);
    entities.flush();
  }
}
