package org.posthorn.accounts.entity;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.kernel.Address;

/** Somebody who has mail here. */
@Entity
@Table(name = "account")
@NamedQuery(
    name = Account.PAGE,
    query =
        "select a from Account a join a.addresses m where m.place = 0 and m.lookupKey > :after"
            + " order by m.lookupKey")
@NamedQuery(
    name = Account.ADMINISTRATORS,
    query =
        "select a from Account a where a.administrator = true and a.loginDisabled = false"
            + " order by a.id")
@NamedQuery(name = Account.COUNT, query = "select count(a) from Account a where a.leaving = false")
@NamedQuery(name = Account.LEAVING, query = "select a.id from Account a where a.leaving = true")
@NamedQuery(
    name = Account.COMPLETE,
    query =
        "update Account a set a.verifiers.scramSha1Salt = :salt,"
            + " a.verifiers.scramSha1Iterations = :iterations,"
            + " a.verifiers.scramSha1StoredKey = :storedKey,"
            + " a.verifiers.scramSha1ServerKey = :serverKey"
            + " where a.id = :id and a.verifiers.argon2 = :argon2")
public class Account {
  /** Adds the SCRAM-SHA-1 keys of the password that has a certain Argon2 verifier. */
  public static final String COMPLETE = "Account.complete";

  public static final String PAGE = "Account.page";
  public static final String ADMINISTRATORS = "Account.administrators";
  public static final String COUNT = "Account.count";
  public static final String LEAVING = "Account.leaving";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "login_disabled")
  private boolean loginDisabled;

  private boolean administrator;
  private boolean leaving;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Embedded private Verifiers verifiers;

  @Embedded private @Nullable LimitColumns limits; // null where no column has a value

  @OneToMany(mappedBy = "account", cascade = CascadeType.ALL, orphanRemoval = true)
  @OrderBy("place")
  private List<AccountAddress> addresses = new ArrayList<>();

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Account() {}

  /** A new account, still without an address. */
  public Account(Verifiers verifiers, boolean administrator, OffsetDateTime createdAt) {
    this.verifiers = verifiers;
    this.administrator = administrator;
    this.createdAt = createdAt;
  }

  public long id() {
    return id;
  }

  public boolean loginDisabled() {
    return loginDisabled;
  }

  public boolean administrator() {
    return administrator;
  }

  public Instant created() {
    return createdAt.toInstant();
  }

  public Verifiers verifiers() {
    return verifiers;
  }

  /** The limits that it has of its own. */
  public OwnLimits limits() {
    return limits == null ? OwnLimits.DEFAULT : limits.limits();
  }

  /** Gives it limits of its own. */
  public void limit(OwnLimits own) {
    limits = new LimitColumns(own);
  }

  /** The main address first. */
  public List<Address> addresses() {
    return addresses.stream().map(AccountAddress::address).toList();
  }

  public Address mainAddress() {
    return addresses.get(0).address();
  }

  public boolean has(Address address) {
    return addresses.stream().anyMatch(a -> a.lookupKey().equals(address.lookupKey()));
  }

  /** Adds an address at the end; the first becomes the main one. */
  public void add(Address address, long domainId) {
    int last = addresses.stream().mapToInt(AccountAddress::place).max().orElse(-1);
    addresses.add(new AccountAddress(this, address, domainId, last + 1));
  }

  /** Removes an address, which is not the main one. */
  public void remove(Address address) {
    if (mainAddress().lookupKey().equals(address.lookupKey())) {
      throw new IllegalArgumentException("An account keeps its main address");
    }
    addresses.removeIf(a -> a.lookupKey().equals(address.lookupKey()));
  }

  /** Replaces the password. */
  public void verifyBy(Verifiers successors) {
    verifiers = successors;
  }

  /** Allows or forbids logging in; mail is taken in any case. */
  public void disableLogin(boolean disabled) {
    loginDisabled = disabled;
  }

  /** Whether it is being deleted. */
  public boolean leaving() {
    return leaving;
  }

  /** It is being deleted: nothing leads to it any more. */
  public void leave() {
    leaving = true;
    loginDisabled = true;
    administrator = false;
    addresses.clear();
  }

  /** Gives or takes the right to administer the installation. */
  public void administer(boolean allowed) {
    administrator = allowed;
  }
}
