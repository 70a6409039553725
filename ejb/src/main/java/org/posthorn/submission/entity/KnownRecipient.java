package org.posthorn.submission.entity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody to whom an account has written, by 64 bits of a digest of the address. */
@Entity
@Table(name = "known_recipient")
@NamedQuery(
    name = KnownRecipient.AMONG,
    query =
        "select k.key.recipient from KnownRecipient k"
            + " where k.key.account = :account and k.key.recipient in :recipients")
@NamedQuery(
    name = KnownRecipient.USED,
    query =
        "update KnownRecipient k set k.used = :now"
            + " where k.key.account = :account and k.key.recipient in :recipients")
@NamedQuery(
    name = KnownRecipient.LATEST,
    query =
        "select k.used from KnownRecipient k where k.key.account = :account order by k.used desc")
@NamedQuery(
    name = KnownRecipient.FORGET,
    query = "delete from KnownRecipient k where k.key.account = :account and k.used <= :until")
public class KnownRecipient {
  /** Those of some recipients that an account knows. */
  public static final String AMONG = "KnownRecipient.among";

  /** Notes that an account has written to some. */
  public static final String USED = "KnownRecipient.used";

  /** When an account has written to each, the latest first. */
  public static final String LATEST = "KnownRecipient.latest";

  /** Forgets those to whom an account has not written since. */
  public static final String FORGET = "KnownRecipient.forget";

  @SuppressWarnings("UnusedVariable") // queries read it
  @EmbeddedId
  private AccountRecipient key;

  @Column(name = "used_at")
  private long used;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected KnownRecipient() {}

  public KnownRecipient(long account, long recipient, Instant now) {
    this.key = new AccountRecipient(account, recipient);
    this.used = now.toEpochMilli();
  }
}
