package org.posthorn.logins.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** That an account has logged in from a network; the day counts from 1970-01-01. */
@Entity
@Table(name = "login_origin")
@NamedQuery(name = LoginOrigin.FORGET, query = "delete from LoginOrigin o where o.seenDay < :day")
public class LoginOrigin {
  public static final String FORGET = "LoginOrigin.forget";

  /** Account and network. */
  @Id private String id;

  @Column(name = "account_id")
  private long accountId;

  @Column(name = "seen_day")
  private long seenDay;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected LoginOrigin() {}

  /** A login of today. */
  public LoginOrigin(long accountId, String network, long day) {
    this.id = id(accountId, network);
    this.accountId = accountId;
    this.seenDay = day;
  }

  /** The key of a row. */
  public static String id(long accountId, String network) {
    return accountId + " " + network;
  }

  /** The day of the latest login. */
  public long seenDay() {
    return seenDay;
  }

  /** It has logged in again. */
  public void seen(long day) {
    seenDay = Math.max(seenDay, day);
  }

  public long accountId() {
    return accountId;
  }
}
