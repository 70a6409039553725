package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxChange;

/**
 * One change in the log of a mailbox. The primary key makes it a compare-and-set: of two servers
 * that want to write the same next mod-sequence, one fails.
 */
@Entity
@Table(name = "mailbox_log")
@IdClass(LogEntry.Key.class)
@NamedQuery(
    name = LogEntry.AFTER,
    query =
        "select e from LogEntry e"
            + " where e.mailboxId = :mailbox and e.modSeq > :modSeq order by e.modSeq")
@NamedQuery(
    name = LogEntry.EXPUNGED_AFTER,
    query =
        "select e from LogEntry e"
            + " where e.mailboxId = :mailbox and e.modSeq > :modSeq and e.kind = 3")
@NamedQuery(
    name = LogEntry.FOLD,
    query =
        "delete from LogEntry e"
            + " where e.mailboxId = :mailbox and e.modSeq < :modSeq and e.kind <> 3")
@NamedQuery(
    name = LogEntry.PARCELS,
    query = "select e from LogEntry e where e.mailboxId = :mailbox and e.kind = 4")
@NamedQuery(
    name = LogEntry.FIRST,
    query = "select e.modSeq from LogEntry e where e.mailboxId = :mailbox order by e.modSeq")
@NamedQuery(
    name = LogEntry.LAST,
    query =
        "select m.id, (select max(e.modSeq) from LogEntry e where e.mailboxId = m.id)"
            + " from Mailbox m where m.id in :mailboxes and m.accountId <> 0")
@NamedQuery(
    name = LogEntry.DELETE,
    query = "delete from LogEntry e where e.mailboxId = :mailbox and e.modSeq <= :modSeq")
public class LogEntry {

  /** What came after {@code :modSeq} in {@code :mailbox}, in order. */
  public static final String AFTER = "LogEntry.after";

  /** The same, expunges only. */
  public static final String EXPUNGED_AFTER = "LogEntry.expungedAfter";

  /** The rows by which parcels came to {@code :mailbox}. */
  public static final String PARCELS = "LogEntry.parcels";

  /**
   * Deletes what a snapshot at {@code :modSeq} covers, but for the expunges (QRESYNC needs them)
   * and the last row, by which others see that there is a snapshot.
   */
  public static final String FOLD = "LogEntry.fold";

  /** The mod-sequences in the log of {@code :mailbox}, in order. */
  public static final String FIRST = "LogEntry.first";

  /** The last mod-sequences of {@code :mailboxes} that are not deleted, with the mailboxes. */
  public static final String LAST = "LogEntry.last";

  /** Deletes the log of {@code :mailbox} up to {@code :modSeq}. */
  public static final String DELETE = "LogEntry.delete";

  @Id
  @Column(name = "mailbox_id")
  private long mailboxId;

  @Id
  @Column(name = "mod_seq")
  private long modSeq;

  private short kind;

  private byte[] body;

  private @Nullable Long batch;

  @Column(name = "account_id")
  private @Nullable Long accountId;

  @Column(name = "change_no")
  private @Nullable Long changeNo;

  /** The kind of a row that expunges messages. */
  public static final short EXPUNGED = 3;

  /** The body of such a row. */
  public static byte[] expunge(long modSeq, UidSet uids) {
    return ChangeCodec.encode(new MailboxChange.Expunged(modSeq, uids));
  }

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected LogEntry() {}

  /** The row of a change, written by a batch with this random number. */
  public LogEntry(long mailboxId, MailboxChange change, long batch) {
    this.mailboxId = mailboxId;
    this.modSeq = change.modSeq();
    this.kind = ChangeCodec.kind(change);
    this.body = ChangeCodec.encode(change);
    this.batch = batch;
  }

  /** The row by which a parcel comes. */
  public LogEntry(long mailboxId, long modSeq, ParcelRow parcel, long batch) {
    this.mailboxId = mailboxId;
    this.modSeq = modSeq;
    this.kind = ParcelRow.KIND;
    this.body = parcel.encoded();
    this.batch = batch;
  }

  /** The parcel that came by it; empty when it is a change by itself. */
  public Optional<ParcelRow> parcel() {
    return ParcelRow.of(kind, body);
  }

  /** The change, unless it is a parcel. */
  public MailboxChange change() {
    return ChangeCodec.decode(modSeq, kind, body);
  }

  /** Whose log it belongs to. */
  public long mailboxId() {
    return mailboxId;
  }

  /** Gives it its place among the changes of an account (docs/adr/0053). */
  public void number(long account, long number) {
    accountId = account;
    changeNo = number;
  }

  /** Its key. */
  public Key key() {
    return new Key(mailboxId, modSeq);
  }

  /** Whether the same batch wrote both. */
  public boolean sameBatch(LogEntry other) {
    return batch != null && batch.equals(other.batch);
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private long mailboxId;
    private long modSeq;

    /** For JPA. */
    public Key() {}

    /** The key of an entry. */
    public Key(long mailboxId, long modSeq) {
      this.mailboxId = mailboxId;
      this.modSeq = modSeq;
    }

    /** Whose log. */
    public long mailboxId() {
      return mailboxId;
    }

    /** The mod-sequence. */
    public long modSeq() {
      return modSeq;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && mailboxId == key.mailboxId && modSeq == key.modSeq;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(mailboxId) * 31 + Long.hashCode(modSeq);
    }
  }
}
