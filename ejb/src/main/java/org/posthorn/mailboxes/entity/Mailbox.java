package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.SpecialUse;

/** A mailbox: its place in an account and what never changes of it. Its messages are in the log. */
@Entity
@NamedQuery(
    name = Mailbox.OF_ACCOUNT,
    query = "select m from Mailbox m where m.accountId = :account")
@NamedQuery(
    name = Mailbox.OF_ACCOUNT_AMONG,
    query = "select m from Mailbox m where m.accountId = :account and m.id in :mailboxes")
@NamedQuery(
    name = Mailbox.AMONG,
    query = "select m from Mailbox m where m.id in :mailboxes and m.accountId <> 0 order by m.id")
@NamedQuery(
    name = Mailbox.BURIED,
    query = "select m.id from Mailbox m where m.accountId = 0 order by m.id")
@NamedQuery(
    name = Mailbox.BURIED_AMONG,
    query = "select m.id from Mailbox m where m.accountId = 0 and m.id in :mailboxes")
@NamedQuery(
    name = Mailbox.OWNERS,
    query =
        "select distinct m.accountId from Mailbox m"
            + " where m.id in :mailboxes and m.accountId <> 0")
@NamedQuery(
    name = Mailbox.DELETE,
    query = "delete from Mailbox m where m.id = :mailbox and m.accountId = 0")
public class Mailbox {

  /** The mailboxes of {@code :account}. */
  public static final String OF_ACCOUNT = "Mailbox.ofAccount";

  /** Those of {@code :account} that are among {@code :mailboxes}. */
  public static final String OF_ACCOUNT_AMONG = "Mailbox.ofAccountAmong";

  /** Those of {@code :mailboxes} that are not deleted. */
  public static final String AMONG = "Mailbox.among";

  /** The mailboxes that were deleted and still have rows. */
  public static final String BURIED = "Mailbox.buried";

  /** Those of them that are among {@code :mailboxes}. */
  public static final String BURIED_AMONG = "Mailbox.buriedAmong";

  /** Whose {@code :mailboxes} are, those that are not deleted. */
  public static final String OWNERS = "Mailbox.owners";

  /** Deletes the row of {@code :mailbox} at last. */
  public static final String DELETE = "Mailbox.delete";

  /** To which account deleted mailboxes belong; none has this id. */
  private static final long NOBODY = 0;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "mailbox_id")
  @SequenceGenerator(name = "mailbox_id", sequenceName = "mailbox_id", allocationSize = 10)
  private long id;

  @Column(name = "account_id")
  private long accountId;

  private String name;

  @Column(name = "uid_validity")
  private long uidValidity;

  @Column(name = "uid_floor")
  private long uidFloor = 1;

  @Column(name = "special_use")
  private @Nullable String specialUse;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Mailbox() {}

  /** A new, empty mailbox. */
  public Mailbox(long accountId, MailboxName name, long uidValidity, Optional<SpecialUse> use) {
    this.accountId = accountId;
    this.name = name.text();
    this.uidValidity = uidValidity;
    this.specialUse = use.map(Enum::name).orElse(null);
  }

  /** Its id. */
  public long id() {
    return id;
  }

  /** Whose it is. */
  public long accountId() {
    return accountId;
  }

  /** Whether it was deleted: only its rows are still there. */
  public boolean buried() {
    return accountId == NOBODY;
  }

  /** Its UIDVALIDITY. */
  public long uidValidity() {
    return uidValidity;
  }

  /** No message gets a lower UID any more: clients may have seen them before a restore. */
  public long uidFloor() {
    return uidFloor;
  }

  /** Its name. */
  public MailboxName name() {
    return new MailboxName(name);
  }

  /** Gives it another name. */
  public void rename(MailboxName to) {
    name = to.text();
  }

  /** As the rest of the world sees it. */
  public MailboxList.Mailbox listed() {
    return new MailboxList.Mailbox(
        id, name(), uidValidity, Optional.ofNullable(specialUse).map(SpecialUse::valueOf));
  }
}
