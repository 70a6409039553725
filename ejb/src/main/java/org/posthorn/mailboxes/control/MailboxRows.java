package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.mailboxes.entity.Grant;
import org.posthorn.mailboxes.entity.LogEntry;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailboxes.entity.ParcelPart;
import org.posthorn.mailboxes.entity.ParcelRow;
import org.posthorn.mailboxes.entity.Snapshot;
import org.posthorn.mailboxes.value.MailboxExtension;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;

/** The rows of mailboxes, their logs and snapshots. Called within a transaction. */
@ApplicationScoped
public class MailboxRows {
  /** Takes mailboxes away from their account; 0 is nobody's. */
  private static final String BURY =
      "UPDATE mailbox SET account_id = 0, special_use = NULL,"
          + " name = 'deleted ' || CAST(id AS VARCHAR(20)) WHERE id IN (%s) AND account_id <> 0";

  private static final int TRIES = 5;
  private static final int ROWS = 64; // of a log, deleted at once
  private static final int BURIED = 1_000;

  @PersistenceContext EntityManager entities;
  @Inject Owners owners;
  @Inject MailboxExtension extension;

  private final Clock clock = Clock.systemUTC();

  /** Whether there is such a mailbox. */
  boolean exists(long mailboxId) {
    return mailbox(mailboxId).isPresent();
  }

  private Optional<Mailbox> mailbox(long mailboxId) {
    return Optional.ofNullable(entities.find(Mailbox.class, mailboxId))
        .filter(mailbox -> !mailbox.buried());
  }

  /**
   * A mailbox as the database has it.
   *
   * @param effort what the log took that came after the snapshot
   */
  record Loaded(MailboxView view, long effort) {}

  /** The view of a mailbox as the database has it: snapshot and what came after. */
  Optional<Loaded> load(long mailboxId) {
    Optional<Mailbox> mailbox = mailbox(mailboxId);
    if (mailbox.isEmpty()) {
      return Optional.empty();
    }
    owners.remember(mailbox.get());
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Loaded> loaded = since(snapshot(mailbox.get()));
      if (loaded.isPresent()) {
        return loaded;
      }
    }
    throw new IllegalStateException("snapshots come faster than they are read: " + mailboxId);
  }

  private MailboxView snapshot(Mailbox mailbox) {
    return saved(mailbox).withUidNext(mailbox.uidFloor());
  }

  private MailboxView saved(Mailbox mailbox) {
    Snapshot snapshot = entities.find(Snapshot.class, mailbox.id());
    if (snapshot == null) {
      return MailboxView.empty(mailbox.id(), mailbox.uidValidity());
    }
    entities.detach(snapshot); // the next try must see a newer one
    return snapshot.view(mailbox.uidValidity());
  }

  /** The mod-sequence of the last change of each of these mailboxes that exist, 0 for none. */
  Map<Long, Long> lastChanges(Collection<Long> mailboxIds) {
    Map<Long, Long> last = new HashMap<>();
    entities
        .createNamedQuery(LogEntry.LAST, Object[].class)
        .setParameter("mailboxes", mailboxIds)
        .getResultStream()
        .forEach(row -> last.put((Long) row[0], row[1] == null ? 0 : (Long) row[1]));
    return last;
  }

  /** A view with what came to the log since. */
  MailboxView catchUp(MailboxView view) {
    return since(view).or(() -> load(view.mailboxId())).map(Loaded::view).orElse(view);
  }

  // Empty when a newer snapshot has taken the place of changes. The last row that it covers is
  // always there, so that there is a gap before it.
  private Optional<Loaded> since(MailboxView view) {
    MailboxView latest = view;
    long effort = 0;
    for (LogEntry entry : entries(LogEntry.AFTER, view.mailboxId(), view.highestModSeq())) {
      if (entry.key().modSeq() != latest.highestModSeq() + 1) {
        return Optional.empty();
      }
      Optional<ParcelRow> parcel = entry.parcel();
      if (parcel.isPresent()) {
        int before = latest.size();
        latest = arrived(latest, parcel.get());
        effort += Snapshots.effort(latest.size() - before);
      } else {
        MailboxChange change = entry.change();
        latest = latest.after(change);
        effort += Snapshots.effort(change.count());
      }
    }
    return Optional.of(new Loaded(latest, effort));
  }

  /** UIDs expunged after a mod-sequence. */
  UidSet expungedSince(long mailboxId, long modSeq) {
    UidSet.Builder uids = UidSet.builder();
    for (LogEntry entry : entries(LogEntry.EXPUNGED_AFTER, mailboxId, modSeq)) {
      UidSet gone = ((MailboxChange.Expunged) entry.change()).uids();
      for (int r = 0; r < gone.ranges(); r++) {
        uids.add(gone.first(r), gone.last(r));
      }
    }
    return uids.build();
  }

  private MailboxView arrived(MailboxView before, ParcelRow row) {
    long modSeq = before.highestModSeq() + 1; // of all parts
    MailboxView latest = before;
    for (int part = 1; part <= row.parts(); part++) {
      ParcelPart some = entities.find(ParcelPart.class, new ParcelPart.Key(row.id(), part));
      if (some == null) {
        throw new IllegalStateException("part " + part + " of " + row + " is missing");
      }
      latest = latest.after(some.arrived(row.firstUid(), modSeq));
      entities.detach(some);
    }
    return latest;
  }

  private List<LogEntry> entries(String query, long mailboxId, long modSeq) {
    return entities
        .createNamedQuery(query, LogEntry.class)
        .setHint("eclipselink.read-only", "true")
        .setParameter("mailbox", mailboxId)
        .setParameter("modSeq", modSeq)
        .getResultList();
  }

  /**
   * Writes a snapshot, unless there is a newer one, and drops the part of the log that it covers.
   */
  void fold(MailboxView view) {
    if (!mayCut()) {
      throw new HistoryKept();
    }
    if (!exists(view.mailboxId())) {
      return; // deleted meanwhile
    }
    Snapshot snapshot = new Snapshot(view);
    int replaced =
        entities
            .createNamedQuery(Snapshot.REPLACE)
            .setParameter("mailbox", view.mailboxId())
            .setParameter("modSeq", snapshot.modSeq())
            .setParameter("body", snapshot.body())
            .executeUpdate();
    if (replaced == 0) {
      if (entities.find(Snapshot.class, view.mailboxId()) != null) {
        return;
      }
      entities.persist(snapshot);
      entities.flush(); // of two first ones, one fails here
    }
    entities
        .createNamedQuery(LogEntry.FOLD)
        .setParameter("mailbox", view.mailboxId())
        .setParameter("modSeq", view.highestModSeq())
        .executeUpdate();
    entities.flush();
    cut();
  }

  /** Whether the history of mailboxes may be cut. */
  private boolean mayCut() {
    Object until =
        entities
            .createNativeQuery("select kept_until from mailbox_history where id = 1")
            .getSingleResult();
    return ((Number) until).longValue() < clock.millis();
  }

  /**
   * Notes that history is cut, as the last step of the transaction that does it: whoever reads all
   * of it in portions must know (ADR 33).
   *
   * @throws HistoryKept when it is not to be cut now
   */
  private void cut() {
    int noted =
        entities
            .createNativeQuery(
                "update mailbox_history set cuts = cuts + 1 where id = 1 and kept_until < ?1")
            .setParameter(1, clock.millis())
            .executeUpdate();
    if (noted == 0) {
      throw new HistoryKept();
    }
  }

  /** A row of a log. */
  Optional<LogEntry> entry(LogEntry.Key key) {
    return Optional.ofNullable(entities.find(LogEntry.class, key));
  }

  /** Whether a row that is not in the log may have been there and be part of the snapshot. */
  boolean folded(LogEntry.Key key) {
    Snapshot snapshot = entities.find(Snapshot.class, key.mailboxId());
    return snapshot != null && snapshot.modSeq() >= key.modSeq();
  }

  /**
   * Throws when changes were written to places of logs that another server has folded meanwhile:
   * nobody would see them.
   *
   * @param first the mod-sequence of the first change of each mailbox, by its id
   */
  void requireUnfolded(Map<Long, Long> first) {
    entities
        .createNamedQuery(Snapshot.AMONG, Object[].class)
        .setParameter("mailboxes", first.keySet())
        .getResultStream()
        .filter(row -> (long) row[1] >= first.getOrDefault((Long) row[0], Long.MAX_VALUE))
        .findAny()
        .ifPresent(
            row -> {
              throw new IllegalStateException("another server has folded the log of " + row[0]);
            });
  }

  /**
   * Deletes mailboxes for all who look; their logs and snapshots stay until {@link #clear}. False
   * when all are gone already.
   */
  boolean bury(Collection<Long> mailboxIds) {
    deleteWhatBelongsTo(mailboxIds);
    Query bury =
        entities.createNativeQuery(
            BURY.formatted(String.join(",", Collections.nCopies(mailboxIds.size(), "?"))));
    int place = 1;
    for (long mailboxId : mailboxIds) {
      bury.setParameter(place++, mailboxId);
    }
    return bury.executeUpdate() > 0;
  }

  private void deleteWhatBelongsTo(Collection<Long> mailboxIds) {
    extension.deleteOfMailboxes(mailboxIds);
    entities
        .createNamedQuery(Grant.DELETE_OF_MAILBOX)
        .setParameter("mailboxes", mailboxIds)
        .executeUpdate();
  }

  /** Throws when one of them was deleted by another server: nobody would see what is written. */
  void requireMailboxes(Collection<Long> mailboxes) {
    if (!entities
        .createNamedQuery(Mailbox.BURIED_AMONG, Long.class)
        .setParameter("mailboxes", mailboxes)
        .getResultList()
        .isEmpty()) {
      throw new IllegalStateException("another server has deleted one of " + mailboxes);
    }
  }

  /** Some of the mailboxes that were deleted and still have rows. */
  List<Long> buried() {
    return entities
        .createNamedQuery(Mailbox.BURIED, Long.class)
        .setMaxResults(BURIED)
        .getResultList();
  }

  /** Deletes some of what a deleted mailbox still has; true when that was the last. */
  boolean clear(long mailboxId) {
    List<Long> log =
        entities
            .createNamedQuery(LogEntry.FIRST, Long.class)
            .setParameter("mailbox", mailboxId)
            .setMaxResults(ROWS)
            .getResultList();
    if (!log.isEmpty()) {
      entities
          .createNamedQuery(LogEntry.DELETE)
          .setParameter("mailbox", mailboxId)
          .setParameter("modSeq", log.get(log.size() - 1))
          .executeUpdate();
      cut();
      return false;
    }
    deleteWhatBelongsTo(List.of(mailboxId)); // of who was just about to keep something
    for (String query : List.of(Snapshot.DELETE, Mailbox.DELETE)) {
      entities.createNamedQuery(query).setParameter("mailbox", mailboxId).executeUpdate();
    }
    cut();
    return true;
  }

  /** Ids of deliveries before a time, in seconds since 1970, after so many; the oldest first. */
  List<String> oldDeliveries(long before, int after, int most) {
    return entities
        .createNamedQuery(Delivered.OLD, String.class)
        .setParameter("before", before)
        .setFirstResult(after)
        .setMaxResults(most)
        .getResultList();
  }

  /** Forgets them. */
  void forgetDeliveries(Collection<String> deliveries, long before) {
    entities
        .createNamedQuery(Delivered.FORGET)
        .setParameter("deliveries", deliveries)
        .setParameter("before", before)
        .executeUpdate();
  }
}
