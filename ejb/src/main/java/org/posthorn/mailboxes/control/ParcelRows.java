package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.posthorn.mailboxes.entity.LogEntry;
import org.posthorn.mailboxes.entity.ParcelPart;
import org.posthorn.mailboxes.entity.ParcelRow;

/** The rows of parcels. Called within a transaction. */
@ApplicationScoped
public class ParcelRows {
  private static final int SOME = 500;

  @PersistenceContext EntityManager entities;

  /** Writes a part. */
  void write(ParcelPart part) {
    entities.persist(part);
  }

  /** Throws when parts are missing of a parcel that is to come: it waited so long that it went. */
  void requireWhole(ParcelRow row) {
    long parts =
        entities
            .createNamedQuery(ParcelPart.COUNT, Long.class)
            .setParameter("parcel", row.id())
            .getSingleResult();
    if (parts != row.parts()) {
      throw new IllegalStateException(row + " has " + parts + " parts");
    }
  }

  /** A parcel that was written long ago, and the mailbox that it was for. */
  record Old(long id, long mailboxId) {}

  /** Some parcels that were written before a time, in seconds since 1970, in order of their ids. */
  List<Old> old(long before, long after) {
    return entities
        .createNamedQuery(ParcelPart.OLD, Object[].class)
        .setParameter("before", before)
        .setParameter("after", after)
        .setMaxResults(SOME)
        .getResultStream()
        .map(row -> new Old((long) row[0], (long) row[1]))
        .toList();
  }

  /** Whether a row of its mailbox's log refers to a parcel. */
  boolean referred(Old parcel) {
    return entities
        .createNamedQuery(LogEntry.PARCELS, LogEntry.class)
        .setParameter("mailbox", parcel.mailboxId())
        .getResultStream()
        .anyMatch(entry -> entry.parcel().orElseThrow().id() == parcel.id());
  }

  /** Deletes all parts of a parcel. */
  void delete(long parcel) {
    entities.createNamedQuery(ParcelPart.DELETE).setParameter("parcel", parcel).executeUpdate();
  }
}
