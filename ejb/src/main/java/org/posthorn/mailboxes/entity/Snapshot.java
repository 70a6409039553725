package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.posthorn.store.MailboxView;

/** The state of a mailbox at one mod-sequence, in compressed columns. */
@Entity
@Table(name = "mailbox_snapshot")
public class Snapshot {

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

  /** The view. */
  public MailboxView view(long uidValidity) {
    return SnapshotCodec.decode(mailboxId, uidValidity, modSeq, body);
  }
}
