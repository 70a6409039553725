package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.posthorn.mailstore.Rights;

/** What somebody who is not its owner may, or if negative may not, do with a mailbox. RFC 4314. */
@Entity
@Table(name = "mailbox_acl")
@IdClass(Grant.Key.class)
@NamedQuery(
    name = Grant.OF_MAILBOX,
    query = "select g from Grant g where g.mailboxId = :mailbox order by g.accountId, g.negative")
@NamedQuery(
    name = Grant.OF_ACCOUNT,
    query =
        "select g, m from Grant g, Mailbox m where (g.accountId = :account or g.accountId = 0)"
            + " and m.id = g.mailboxId and m.accountId <> :account and m.accountId <> 0")
@NamedQuery(
    name = Grant.DELETE_OF_MAILBOX,
    query = "delete from Grant g where g.mailboxId in :mailboxes")
@NamedQuery(
    name = Grant.DELETE_OF_ACCOUNT,
    query = "delete from Grant g where g.accountId = :account")
public class Grant {

  /** The grants of {@code :mailbox}. */
  public static final String OF_MAILBOX = "Grant.ofMailbox";

  /** What {@code :account} and everybody is granted, with the mailboxes, which are others'. */
  public static final String OF_ACCOUNT = "Grant.ofAccount";

  /** Deletes the grants of {@code :mailboxes}. */
  public static final String DELETE_OF_MAILBOX = "Grant.deleteOfMailbox";

  /** Deletes what {@code :account} was granted. */
  public static final String DELETE_OF_ACCOUNT = "Grant.deleteOfAccount";

  /** Stands for everybody who can log in; no account has this id. */
  public static final long ANYONE = 0;

  @Id
  @Column(name = "mailbox_id")
  private long mailboxId;

  @Id
  @Column(name = "account_id")
  private long accountId;

  @Id private boolean negative;

  private String rights;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Grant() {}

  /** A new grant. */
  public Grant(Key key, Rights rights) {
    this.mailboxId = key.mailboxId;
    this.accountId = key.accountId;
    this.negative = key.negative;
    this.rights = rights.letters();
  }

  /** The same for another mailbox. */
  public Grant copyFor(long mailbox) {
    return new Grant(new Key(mailbox, accountId, negative), rights());
  }

  /** To whom: an account or {@link #ANYONE}. */
  public long accountId() {
    return accountId;
  }

  /** Whether the rights are taken away. */
  public boolean negative() {
    return negative;
  }

  /** The rights. */
  public Rights rights() {
    return Rights.parse(rights).orElseThrow();
  }

  /** Grants something else. */
  public void change(Rights now) {
    rights = now.letters();
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private long mailboxId;
    private long accountId;
    private boolean negative;

    /** For JPA. */
    public Key() {}

    /** The key of a grant. */
    public Key(long mailboxId, long accountId, boolean negative) {
      this.mailboxId = mailboxId;
      this.accountId = accountId;
      this.negative = negative;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && mailboxId == key.mailboxId
          && accountId == key.accountId
          && negative == key.negative;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(mailboxId) * 31 + Long.hashCode(accountId) * 2 + (negative ? 1 : 0);
    }
  }
}
