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

  /** The first parts of parcels that were written before a time, in seconds since 1970. */
  List<ParcelPart> old(long before) {
    return entities
        .createNamedQuery(ParcelPart.OLD, ParcelPart.class)
        .setParameter("before", before)
        .getResultList();
  }

  /** Whether a row of its mailbox's log refers to a parcel. */
  boolean referred(ParcelPart first) {
    return entities
        .createNamedQuery(LogEntry.PARCELS, LogEntry.class)
        .setParameter("mailbox", first.mailboxId())
        .getResultStream()
        .anyMatch(entry -> entry.parcel().orElseThrow().id() == first.id());
  }

  /** Deletes a part; false when it is not there. */
  boolean delete(long parcel, int part) {
    return entities
            .createNamedQuery(ParcelPart.DELETE)
            .setParameter("parcel", parcel)
            .setParameter("part", part)
            .executeUpdate()
        > 0;
  }
}
