package org.posthorn.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.posthorn.kernel.Address;

/** The key of a TLS client certificate, which logs in to an account. */
@Entity
@Table(name = "tls_public_key")
@NamedQuery(
    name = TlsPublicKey.OF_ACCOUNT,
    query =
        "select k from TlsPublicKey k where k.accountId = :account"
            + " order by k.createdAt, k.fingerprint")
public class TlsPublicKey {
  public static final String OF_ACCOUNT = "TlsPublicKey.ofAccount";

  @Id private String fingerprint;

  @Column(name = "account_id")
  private long accountId;

  @Column(name = "login_address")
  private String loginAddress;

  private String name;
  private String algorithm;

  @Column(name = "no_imap_preauth")
  private boolean noImapPreauth;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected TlsPublicKey() {}

  /** A key of the account that has this address. */
  public TlsPublicKey(
      String fingerprint, String algorithm, long accountId, Address login, OffsetDateTime now) {
    this.fingerprint = fingerprint;
    this.algorithm = algorithm;
    this.accountId = accountId;
    this.loginAddress = login.toString();
    this.createdAt = now;
    this.name = "";
  }

  /** Says what the key is for, and whether IMAP may greet with PREAUTH. */
  public void describe(String purpose, boolean imapPreauth) {
    name = purpose;
    noImapPreauth = !imapPreauth;
  }

  public String fingerprint() {
    return fingerprint;
  }

  public String algorithm() {
    return algorithm;
  }

  public long accountId() {
    return accountId;
  }

  /** The address that the key logs in as; without it the key is no good. */
  public Address loginAddress() {
    return Address.stored(loginAddress);
  }

  public String name() {
    return name;
  }

  public boolean imapPreauth() {
    return !noImapPreauth;
  }

  public Instant created() {
    return createdAt.toInstant();
  }
}
