package org.posthorn.annotations.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.posthorn.annotations.entity.Annotation;

/** The rows of annotations. Called within a transaction. */
@ApplicationScoped
public class AnnotationRows {
  /** To whom the shared annotations of the server belong. */
  static final long NOBODY = 0;

  private static final int AT_ONCE = 500; // parameters of one query

  @PersistenceContext EntityManager entities;

  /** What belongs to an account. */
  record Usage(long count, long octets) {}

  /** What an account sees of a mailbox. */
  List<Annotation> of(long account, long mailbox, long owner, Collection<String> entries) {
    TypedQuery<Annotation> query =
        entries.isEmpty()
            ? reading(Annotation.OF_MAILBOX)
            : reading(Annotation.AMONG).setParameter("entries", entries);
    return query
        .setParameter("mailbox", mailbox)
        .setParameter("account", account)
        .setParameter("owner", owner)
        .getResultList();
  }

  /** All of a mailbox, whosoever. */
  List<Annotation> ofMailbox(long mailbox) {
    return reading(Annotation.ALL_OF_MAILBOX).setParameter("mailbox", mailbox).getResultList();
  }

  /**
   * What an account sees of all mailboxes: those that it owns, its own notes to others, and what is
   * shared there.
   *
   * @param foreign the mailboxes of others that it sees
   */
  List<Annotation> ofMailboxes(long account, Collection<Long> foreign, Collection<String> entries) {
    List<Annotation> found =
        new ArrayList<>(
            reading(Annotation.OF_MAILBOXES)
                .setParameter("account", account)
                .setParameter("entries", entries)
                .getResultList());
    List<Long> ids = List.copyOf(foreign);
    for (int i = 0; i < ids.size(); i += AT_ONCE) {
      found.addAll(
          reading(Annotation.SHARED_OF_MAILBOXES)
              .setParameter("mailboxes", ids.subList(i, Math.min(i + AT_ONCE, ids.size())))
              .setParameter("entries", entries)
              .getResultList());
    }
    return found;
  }

  private TypedQuery<Annotation> reading(String query) {
    return entities
        .createNamedQuery(query, Annotation.class)
        .setHint("eclipselink.read-only", "true");
  }

  /** How much belongs to an account. */
  Usage usage(long account) {
    Object[] row =
        entities
            .createNamedQuery(Annotation.USAGE, Object[].class)
            .setParameter("account", account)
            .getSingleResult();
    return new Usage(number(row[0]), number(row[1]));
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0; // no rows have no sum
  }

  /** One annotation. */
  Optional<Annotation> find(Annotation.Key key) {
    return Optional.ofNullable(entities.find(Annotation.class, key));
  }

  /** Sets one. */
  void put(Annotation.Key key, byte[] value, long now) {
    Annotation row = find(key).orElseGet(() -> new Annotation(key));
    row.set(value, now);
    entities.persist(row);
  }

  /** Removes one that is there. */
  void remove(Annotation.Key key) {
    find(key).ifPresent(entities::remove);
  }

  /** Removes all of some mailboxes. */
  void deleteOfMailboxes(Collection<Long> mailboxes) {
    entities
        .createNamedQuery(Annotation.DELETE_OF_MAILBOX)
        .setParameter("mailboxes", mailboxes)
        .executeUpdate();
  }

  /** Removes all that belongs to an account. */
  public void deleteOfAccount(long account) {
    entities
        .createNamedQuery(Annotation.DELETE_OF_ACCOUNT)
        .setParameter("account", account)
        .executeUpdate();
  }
}
