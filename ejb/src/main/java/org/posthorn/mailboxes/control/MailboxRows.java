package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.entity.Annotation;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.mailboxes.entity.Grant;
import org.posthorn.mailboxes.entity.LogEntry;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailboxes.entity.Snapshot;
import org.posthorn.store.MailboxChange;
import org.posthorn.store.MailboxView;

/** The rows of mailboxes, their logs and snapshots. Called within a transaction. */
@ApplicationScoped
public class MailboxRows {
  private static final int TRIES = 5;

  @PersistenceContext EntityManager entities;
  @Inject Owners owners;

  /** Whether there is such a mailbox. */
  boolean exists(long mailboxId) {
    return entities.find(Mailbox.class, mailboxId) != null;
  }

  /**
   * A mailbox as the database has it.
   *
   * @param effort what the log took that came after the snapshot
   */
  record Loaded(MailboxView view, long effort) {}

  /** The view of a mailbox as the database has it: snapshot and what came after. */
  Optional<Loaded> load(long mailboxId) {
    Mailbox mailbox = entities.find(Mailbox.class, mailboxId);
    if (mailbox == null) {
      return Optional.empty();
    }
    owners.remember(mailboxId, mailbox.accountId());
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Loaded> loaded = since(snapshot(mailbox));
      if (loaded.isPresent()) {
        return loaded;
      }
    }
    throw new IllegalStateException("snapshots come faster than they are read: " + mailboxId);
  }

  private MailboxView snapshot(Mailbox mailbox) {
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
    for (MailboxChange change : changes(LogEntry.AFTER, view.mailboxId(), view.highestModSeq())) {
      if (change.modSeq() != latest.highestModSeq() + 1) {
        return Optional.empty();
      }
      latest = latest.after(change);
      effort += Snapshots.effort(change);
    }
    return Optional.of(new Loaded(latest, effort));
  }

  /** UIDs expunged after a mod-sequence. */
  UidSet expungedSince(long mailboxId, long modSeq) {
    UidSet.Builder uids = UidSet.builder();
    for (MailboxChange change : changes(LogEntry.EXPUNGED_AFTER, mailboxId, modSeq)) {
      UidSet gone = ((MailboxChange.Expunged) change).uids();
      for (int r = 0; r < gone.ranges(); r++) {
        uids.add(gone.first(r), gone.last(r));
      }
    }
    return uids.build();
  }

  private List<MailboxChange> changes(String query, long mailboxId, long modSeq) {
    return entities
        .createNamedQuery(query, LogEntry.class)
        .setHint("eclipselink.read-only", "true")
        .setParameter("mailbox", mailboxId)
        .setParameter("modSeq", modSeq)
        .getResultStream()
        .map(LogEntry::change)
        .toList();
  }

  /**
   * Writes a snapshot, unless there is a newer one, and drops the part of the log that it covers.
   */
  void fold(MailboxView view) {
    if (entities.find(Mailbox.class, view.mailboxId()) == null) {
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

  /** Deletes a mailbox with its log and snapshot; false when it is gone already. */
  boolean delete(long mailboxId) {
    Mailbox mailbox = entities.find(Mailbox.class, mailboxId);
    if (mailbox == null) {
      return false;
    }
    entities
        .createNamedQuery(Annotation.DELETE_OF_MAILBOX)
        .setParameter("mailbox", mailboxId)
        .executeUpdate();
    entities.createNamedQuery(LogEntry.DELETE).setParameter("mailbox", mailboxId).executeUpdate();
    entities
        .createNamedQuery(Grant.DELETE_OF_MAILBOX)
        .setParameter("mailbox", mailboxId)
        .executeUpdate();
    Snapshot snapshot = entities.find(Snapshot.class, mailboxId);
    if (snapshot != null) {
      entities.remove(snapshot);
    }
    entities.flush(); // before the row that they refer to
    entities.remove(mailbox);
    return true;
  }

  /** Forgets deliveries before a time, in seconds since 1970; tells how many. */
  public int forgetDeliveries(long before) {
    return entities
        .createNamedQuery(Delivered.FORGET)
        .setParameter("before", before)
        .executeUpdate();
  }
}
