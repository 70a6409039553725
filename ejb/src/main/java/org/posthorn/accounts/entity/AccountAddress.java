package org.posthorn.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.posthorn.kernel.Address;

/** An address that leads to an account. No two accounts share one. */
@Entity
@Table(name = "account_address")
@NamedQuery(
    name = AccountAddress.BY_KEY,
    query = "select a from AccountAddress a join fetch a.account where a.lookupKey = :key")
@NamedQuery(
    name = AccountAddress.SCRAM_SHA256,
    query =
        "select c.id, c.verifiers.scramSalt, c.verifiers.scramIterations,"
            + " c.verifiers.scramStoredKey, c.verifiers.scramServerKey"
            + " from AccountAddress a join a.account c where a.lookupKey = :key")
@NamedQuery(
    name = AccountAddress.SCRAM_SHA1,
    query =
        "select c.id, c.verifiers.scramSha1Salt, c.verifiers.scramSha1Iterations,"
            + " c.verifiers.scramSha1StoredKey, c.verifiers.scramSha1ServerKey"
            + " from AccountAddress a join a.account c where a.lookupKey = :key")
@NamedQuery(
    name = AccountAddress.MAIN,
    query =
        "select a from AccountAddress a join fetch a.account"
            + " where a.place = 0 and a.account.id in :accounts")
public class AccountAddress {
  public static final String SCRAM_SHA256 = "AccountAddress.scramSha256";
  public static final String SCRAM_SHA1 = "AccountAddress.scramSha1";
  public static final String MAIN = "AccountAddress.main";
  public static final String BY_KEY = "AccountAddress.byKey";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @ManyToOne(optional = false)
  @JoinColumn(name = "account_id")
  private Account account;

  @Column(name = "domain_id")
  private long domainId;

  private int place;
  private String address;

  @Column(name = "lookup_key")
  private String lookupKey;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected AccountAddress() {}

  AccountAddress(Account account, Address address, long domainId, int place) {
    this.account = account;
    this.address = address.toString();
    this.lookupKey = address.lookupKey();
    this.domainId = domainId;
    this.place = place;
  }

  public Account account() {
    return account;
  }

  /** As it was given. */
  public Address address() {
    return Address.stored(address);
  }

  public String lookupKey() {
    return lookupKey;
  }

  int place() {
    return place;
  }
}
