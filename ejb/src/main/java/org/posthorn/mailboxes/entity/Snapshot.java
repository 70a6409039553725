package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.posthorn.mailstore.MailboxView;

/** The state of a mailbox at one mod-sequence, in compressed columns. */
@Entity
@Table(name = "mailbox_snapshot")
@NamedQuery(
    name = Snapshot.REPLACE,
    query =
        "update Snapshot s set s.modSeq = :modSeq, s.body = :body"
            + " where s.mailboxId = :mailbox and s.modSeq < :modSeq")
@NamedQuery(
    name = Snapshot.AMONG,
    query = "select s.mailboxId, s.modSeq from Snapshot s where s.mailboxId in :mailboxes")
@NamedQuery(name = Snapshot.DELETE, query = "delete from Snapshot s where s.mailboxId = :mailbox")
public class Snapshot {

  /** Deletes that of {@code :mailbox}. */
  public static final String DELETE = "Snapshot.delete";

  /** Puts {@code :body} in the place of an older snapshot. */
  public static final String REPLACE = "Snapshot.replace";

  /** The mod-sequences of the snapshots of {@code :mailboxes}, with the mailboxes. */
  public static final String AMONG = "Snapshot.among";

  @Id
  @Column(name = "mailbox_id")
  private long mailboxId;

  @Column(name = "mod_seq")
  private long modSeq;

  private byte[] body;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Snapshot() {}

  /** The row of a view. */
  public Snapshot(MailboxView view) {
    this.mailboxId = view.mailboxId();
    this.modSeq = view.highestModSeq();
    this.body = SnapshotCodec.encode(view);
  }

  /** Up to which change. */
  public long modSeq() {
    return modSeq;
  }

  /** The columns. Not a copy. */
  public byte[] body() {
    return body;
  }

  /** The view. */
  public MailboxView view(long uidValidity) {
    return SnapshotCodec.decode(mailboxId, uidValidity, modSeq, body);
  }
}
