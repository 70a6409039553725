package org.posthorn.annotations.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;

/**
 * A note that a client or an administrator has attached to a mailbox or to the server. RFC 5464.
 * Private ones belong to the account that set them, shared ones to the mailbox's owner.
 */
@Entity
@IdClass(Annotation.Key.class)
@NamedQuery(
    name = Annotation.OF_MAILBOX,
    query =
        "select a from Annotation a where a.mailboxId = :mailbox"
            + " and a.accountId in (:account, :owner)"
            + " and (a.accountId = :account or a.entry like '/shared/%')")
@NamedQuery(
    name = Annotation.ALL_OF_MAILBOX,
    query = "select a from Annotation a where a.mailboxId = :mailbox")
@NamedQuery(
    name = Annotation.AMONG,
    query =
        "select a from Annotation a where a.mailboxId = :mailbox"
            + " and a.accountId in (:account, :owner) and a.entry in :entries"
            + " and (a.accountId = :account or a.entry like '/shared/%')")
@NamedQuery(
    name = Annotation.OF_MAILBOXES,
    query =
        "select a from Annotation a where a.accountId = :account"
            + " and a.mailboxId > 0 and a.entry in :entries")
@NamedQuery(
    name = Annotation.SHARED_OF_MAILBOXES,
    query =
        "select a from Annotation a where a.mailboxId in :mailboxes"
            + " and a.entry in :entries and a.entry like '/shared/%'")
@NamedQuery(
    name = Annotation.USAGE,
    query = "select count(a), sum(a.octets) from Annotation a where a.accountId = :account")
@NamedQuery(
    name = Annotation.DELETE_OF_MAILBOX,
    query = "delete from Annotation a where a.mailboxId in :mailboxes")
@NamedQuery(
    name = Annotation.DELETE_OF_ACCOUNT,
    query = "delete from Annotation a where a.accountId = :account")
public class Annotation {

  /** What {@code :account} sees of {@code :mailbox}, which belongs to {@code :owner}. */
  public static final String OF_MAILBOX = "Annotation.ofMailbox";

  /** Those of {@code :mailbox}, of all accounts. */
  public static final String ALL_OF_MAILBOX = "Annotation.allOfMailbox";

  /** The same of some {@code :entries}. */
  public static final String AMONG = "Annotation.among";

  /** Some {@code :entries} of all mailboxes, as far as they belong to {@code :account}. */
  public static final String OF_MAILBOXES = "Annotation.ofMailboxes";

  /** Some {@code :entries} of {@code :mailboxes}, as far as all see them. */
  public static final String SHARED_OF_MAILBOXES = "Annotation.sharedOfMailboxes";

  /** Number and octets of what belongs to {@code :account}. */
  public static final String USAGE = "Annotation.usage";

  /** Removes those of {@code :mailboxes}. */
  public static final String DELETE_OF_MAILBOX = "Annotation.deleteOfMailbox";

  /** Removes those of {@code :account}. */
  public static final String DELETE_OF_ACCOUNT = "Annotation.deleteOfAccount";

  @Id
  @Column(name = "account_id")
  private long accountId;

  @Id
  @Column(name = "mailbox_id")
  private long mailboxId;

  @Id private String entry;

  private byte[] body;
  private int octets;

  @Column(name = "modified_at")
  private long modifiedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Annotation() {}

  /** A new annotation with an empty value. */
  public Annotation(Key key) {
    this.accountId = key.accountId;
    this.mailboxId = key.mailboxId;
    this.entry = key.entry;
    this.body = new byte[0];
    this.octets = entry.length();
  }

  /** To whom it belongs; 0 for what all see of the server. */
  public long accountId() {
    return accountId;
  }

  /** Of which mailbox; 0 for the server. */
  public long mailboxId() {
    return mailboxId;
  }

  /** Its name, in lower case. */
  public String entry() {
    return entry;
  }

  /** Its value, not to be changed. */
  public byte[] value() {
    return body;
  }

  /** Length of name and value together. */
  public int octets() {
    return octets;
  }

  /** Gives it another value, at a time in seconds since 1970. */
  public void set(byte[] value, long now) {
    body = value;
    octets = entry.length() + value.length;
    modifiedAt = now;
  }

  /** When the value was set, in seconds since 1970. */
  public long modifiedAt() {
    return modifiedAt;
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private long accountId;
    private long mailboxId;
    private String entry = "";

    /** For JPA. */
    public Key() {}

    /** The key of an annotation. */
    public Key(long accountId, long mailboxId, String entry) {
      this.accountId = accountId;
      this.mailboxId = mailboxId;
      this.entry = entry;
    }

    /** To whom it belongs. */
    public long accountId() {
      return accountId;
    }

    /** Its name. */
    public String entry() {
      return entry;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && accountId == key.accountId
          && mailboxId == key.mailboxId
          && entry.equals(key.entry);
    }

    @Override
    public int hashCode() {
      return (Long.hashCode(accountId) * 31 + Long.hashCode(mailboxId)) * 31 + entry.hashCode();
    }
  }
}
