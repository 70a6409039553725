package org.posthorn.mailboxes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;

/** A delivery has reached an account; when it comes again, nothing is to be done. */
@Entity
@IdClass(Delivered.Key.class)
@NamedQuery(
    name = Delivered.AMONG,
    query = "select d.deliveryId, d.accountId from Delivered d where d.deliveryId in :deliveries")
@NamedQuery(
    name = Delivered.OLD,
    query =
        "select d.deliveryId from Delivered d where d.deliveredAt < :before"
            + " order by d.deliveredAt, d.deliveryId, d.accountId")
@NamedQuery(
    name = Delivered.FORGET,
    query = "delete from Delivered d where d.deliveryId in :deliveries and d.deliveredAt < :before")
public class Delivered {

  /** Delivery and account of those of {@code :deliveries} that have been there. */
  public static final String AMONG = "Delivered.among";

  /** The deliveries of {@code :before}, in seconds since 1970, the oldest first. */
  public static final String OLD = "Delivered.old";

  /** Forgets those of {@code :deliveries} that were {@code :before}. */
  public static final String FORGET = "Delivered.forget";

  @Id
  @Column(name = "delivery_id")
  private String deliveryId;

  @Id
  @Column(name = "account_id")
  private long accountId;

  @Column(name = "delivered_at")
  private long deliveredAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Delivered() {}

  /** A delivery that reaches an account now. */
  public Delivered(String deliveryId, long accountId, long deliveredAt) {
    this.deliveryId = deliveryId;
    this.accountId = accountId;
    this.deliveredAt = deliveredAt;
  }

  /** Its key. */
  public Key key() {
    return new Key(deliveryId, accountId);
  }

  /** Primary key. */
  public static final class Key implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private String deliveryId = "";
    private long accountId;

    /** For JPA. */
    public Key() {}

    /** The key of a delivery to an account. */
    public Key(String deliveryId, long accountId) {
      this.deliveryId = deliveryId;
      this.accountId = accountId;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && accountId == key.accountId
          && deliveryId.equals(key.deliveryId);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(accountId) * 31 + deliveryId.hashCode();
    }
  }
}
