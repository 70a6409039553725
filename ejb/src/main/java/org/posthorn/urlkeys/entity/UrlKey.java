package org.posthorn.urlkeys.entity;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** The key of a mailbox of a user. */
@Entity
@Table(name = "url_key")
@NamedQuery(
    name = UrlKey.FORGET,
    query = "delete from UrlKey k where k.key.account = :account and k.key.mailbox = :mailbox")
@NamedQuery(name = UrlKey.FORGET_ALL, query = "delete from UrlKey k where k.key.account = :account")
public class UrlKey {
  /** Deletes the key of a mailbox. */
  public static final String FORGET = "UrlKey.forget";

  /** Deletes all keys of an account. */
  public static final String FORGET_ALL = "UrlKey.forgetAll";

  @SuppressWarnings("UnusedVariable") // queries read it
  @EmbeddedId
  private AccountMailbox key;

  private String secret;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected UrlKey() {}

  /**
   * A new one.
   *
   * @param secret in hexadecimal digits
   */
  public UrlKey(long account, long mailbox, String secret) {
    this.key = new AccountMailbox(account, mailbox);
    this.secret = secret;
  }

  public String secret() {
    return secret;
  }
}
