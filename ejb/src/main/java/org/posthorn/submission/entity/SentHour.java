package org.posthorn.submission.entity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** How much an account has sent within an hour. */
@Entity
@Table(name = "sent_hour")
@NamedQuery(
    name = SentHour.SUM,
    query =
        "select coalesce(sum(h.messages), 0), coalesce(sum(h.newRecipients), 0) from SentHour h"
            + " where h.key.account = :account and h.key.hour > :after")
@NamedQuery(
    name = SentHour.ADD,
    query =
        "update SentHour h set h.messages = h.messages + :messages,"
            + " h.newRecipients = h.newRecipients + :new"
            + " where h.key.account = :account and h.key.hour = :hour")
@NamedQuery(
    name = SentHour.FORGET,
    query = "delete from SentHour h where h.key.account = :account and h.key.hour <= :until")
public class SentHour {
  /** What an account has sent in the hours after one. */
  public static final String SUM = "SentHour.sum";

  /** Adds to the row of an account and an hour. */
  public static final String ADD = "SentHour.add";

  /** Deletes the rows of an account up to an hour. */
  public static final String FORGET = "SentHour.forget";

  @SuppressWarnings("UnusedVariable") // queries read it
  @EmbeddedId
  private AccountHour key;

  @SuppressWarnings("UnusedVariable") // queries read it
  private long messages;

  @Column(name = "new_recipients")
  private long newRecipients;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected SentHour() {}

  public SentHour(long account, long hour, long messages, long newRecipients) {
    this.key = new AccountHour(account, hour);
    this.messages = messages;
    this.newRecipients = newRecipients;
  }
}
