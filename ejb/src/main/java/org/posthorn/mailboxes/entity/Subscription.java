package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import org.posthorn.mailstore.MailboxName;

/** A name that an account subscribed to; the mailbox need not exist. */
@Entity
@IdClass(Subscription.Key.class)
@NamedQuery(
    name = Subscription.OF_ACCOUNT,
    query = "select s from Subscription s where s.accountId = :account")
public class Subscription {

  /** The subscriptions of {@code :account}. */
  public static final String OF_ACCOUNT = "Subscription.ofAccount";

  @Id
  @Column(name = "account_id")
  private long accountId;

  @Id private String name;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Subscription() {}

  /** A new subscription. */
  public Subscription(long accountId, MailboxName name) {
    this.accountId = accountId;
    this.name = name.text();
  }

  /** The name. */
  public MailboxName name() {
    return new MailboxName(name);
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private long accountId;
    private String name = "";

    /** For JPA. */
    public Key() {}

    /** The key of a subscription. */
    public Key(long accountId, String name) {
      this.accountId = accountId;
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && accountId == key.accountId && name.equals(key.name);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(accountId) * 31 + name.hashCode();
    }
  }
}
