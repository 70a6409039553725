package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailstore.FolderChange;
import org.posthorn.mailstore.MailboxName;

/** A numbered change of an account's list of mailboxes. */
@Entity
@Table(name = "folder_change")
@IdClass(FolderRow.Key.class)
@NamedQuery(
    name = FolderRow.SINCE,
    query =
        "select r from FolderRow r where r.accountId = :account and r.number > :state"
            + " order by r.number")
@NamedQuery(
    name = FolderRow.OLDEST,
    query = "select min(r.number) from FolderRow r where r.accountId = :account")
@NamedQuery(
    name = FolderRow.FORGET,
    query =
        "delete from FolderRow r where r.accountId = :account"
            + " and (r.changedAt < :before or r.number <= :lowest)")
public class FolderRow {

  /** The changes of {@code :account} after the number {@code :state}, in their order. */
  public static final String SINCE = "FolderRow.since";

  /** The lowest number of {@code :account}; null when there is none. */
  public static final String OLDEST = "FolderRow.oldest";

  /**
   * Forgets the changes of {@code :account} that were {@code :before}, in seconds since 1970, or up
   * to the number {@code :lowest}.
   */
  public static final String FORGET = "FolderRow.forget";

  private static final FolderChange.Kind[] KINDS = FolderChange.Kind.values();

  @Id
  @Column(name = "account_id")
  private long accountId;

  @Id
  @Column(name = "folder_no")
  private long number;

  private short kind;

  @Column(name = "mailbox_id")
  private @Nullable Long mailboxId;

  private String name;

  @Column(name = "former_name")
  private @Nullable String formerName;

  @Column(name = "changed_at")
  private long changedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected FolderRow() {}

  /**
   * A change.
   *
   * @param changedAt in seconds since 1970
   */
  public FolderRow(long accountId, long number, FolderChange change, long changedAt) {
    this.accountId = accountId;
    this.number = number;
    this.kind = (short) change.kind().number();
    this.mailboxId = change.mailbox().isPresent() ? change.mailbox().getAsLong() : null;
    this.name = change.name().text();
    this.formerName = change.formerName().map(MailboxName::text).orElse(null);
    this.changedAt = changedAt;
  }

  /** Its number. */
  public long number() {
    return number;
  }

  /** What it is. */
  public FolderChange change() {
    return new FolderChange(
        KINDS[kind - 1],
        mailboxId == null ? OptionalLong.empty() : OptionalLong.of(mailboxId),
        new MailboxName(name),
        Optional.ofNullable(formerName).map(MailboxName::new));
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private long accountId;
    private long number;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && accountId == key.accountId && number == key.number;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(accountId * 31 + number);
    }
  }
}
