package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
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
  @PersistenceContext EntityManager entities;

  /** Whether there is such a mailbox. */
  boolean exists(long mailboxId) {
    return entities.find(Mailbox.class, mailboxId) != null;
  }

  /** The view of a mailbox as the database has it: snapshot and what came after. */
  Optional<MailboxView> load(long mailboxId) {
    Mailbox mailbox = entities.find(Mailbox.class, mailboxId);
    if (mailbox == null) {
      return Optional.empty();
    }
    Snapshot snapshot = entities.find(Snapshot.class, mailboxId);
    MailboxView view =
        snapshot == null
            ? MailboxView.empty(mailboxId, mailbox.uidValidity())
            : snapshot.view(mailbox.uidValidity());
    return Optional.of(catchUp(view));
  }

  /** A view with what came to the log since. */
  MailboxView catchUp(MailboxView view) {
    MailboxView latest = view;
    for (MailboxChange change : changes(LogEntry.AFTER, view.mailboxId(), view.highestModSeq())) {
      latest = latest.after(change);
    }
    return latest;
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

  /** Writes a snapshot and drops the part of the log that it covers. */
  void fold(MailboxView view) {
    if (entities.find(Mailbox.class, view.mailboxId()) == null) {
      return; // deleted meanwhile
    }
    entities.merge(new Snapshot(view));
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
