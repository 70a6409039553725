package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.List;
import org.posthorn.mailstore.MailboxChange;

/** Some of the messages of a parcel, whose UIDs count from 1. */
@Entity
@Table(name = "mailbox_parcel")
@IdClass(ParcelPart.Key.class)
@NamedQuery(
    name = ParcelPart.COUNT,
    query = "select count(p) from ParcelPart p where p.id = :parcel")
@NamedQuery(
    name = ParcelPart.OLD,
    query =
        "select p.id, p.mailboxId from ParcelPart p"
            + " where p.writtenAt < :before and p.part = 1 and p.id > :after order by p.id")
@NamedQuery(name = ParcelPart.DELETE, query = "delete from ParcelPart p where p.id = :parcel")
public class ParcelPart {

  /** How many parts {@code :parcel} has. */
  public static final String COUNT = "ParcelPart.count";

  /** Those that were written {@code :before}, with their mailboxes, {@code :after} an id. */
  public static final String OLD = "ParcelPart.old";

  /** Deletes all parts of {@code :parcel}. */
  public static final String DELETE = "ParcelPart.delete";

  @Id private long id;
  @Id private int part;

  @Column(name = "mailbox_id")
  private long mailboxId;

  @Column(name = "written_at")
  private long writtenAt;

  private byte[] body;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected ParcelPart() {}

  /**
   * A part on its way to a mailbox.
   *
   * @param now seconds since 1970
   */
  public ParcelPart(Key key, long mailboxId, long now, List<MailboxChange.Message> messages) {
    this.id = key.id;
    this.part = key.part;
    this.mailboxId = mailboxId;
    this.writtenAt = now;
    this.body = ChangeCodec.encode(new MailboxChange.Added(0, messages));
  }

  /** The parcel. */
  public long id() {
    return id;
  }

  /** To which mailbox it goes. */
  public long mailboxId() {
    return mailboxId;
  }

  /** Its messages as they came. */
  public MailboxChange.Added arrived(long firstUid, long modSeq) {
    return arrived(body, firstUid, modSeq);
  }

  static MailboxChange.Added arrived(byte[] body, long firstUid, long modSeq) {
    return new MailboxChange.Added(
        modSeq,
        ((MailboxChange.Added) ChangeCodec.decode(modSeq, ChangeCodec.ADDED, body))
            .messages().stream().map(message -> arrived(message, firstUid)).toList());
  }

  private static MailboxChange.Message arrived(MailboxChange.Message message, long firstUid) {
    return new MailboxChange.Message(
        message.uid() + firstUid - 1,
        message.flags(),
        message.size(),
        message.internalDate(),
        message.saveDate(),
        message.contentId());
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private long id;
    private int part;

    /** For JPA. */
    public Key() {}

    /** The key of a part. */
    public Key(long id, int part) {
      this.id = id;
      this.part = part;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && id == key.id && part == key.part;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(id) * 31 + part;
    }
  }
}
