package org.posthorn.relay.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.posthorn.kernel.Address;

/** An address to which an account's mail failed: it gets no more, or is on the way there. */
@Entity
@Table(name = "suppression")
@NamedQuery(
    name = Suppression.OF,
    query =
        "select s from Suppression s where s.account = :account and s.baseAddress in :addresses")
@NamedQuery(
    name = Suppression.FORGET,
    query =
        "delete from Suppression s where s.account = :account and s.baseAddress in :addresses"
            + " and s.suppressed = false")
public class Suppression {
  /** Those of {@code :account} for {@code :addresses}. */
  public static final String OF = "Suppression.of";

  /** Ends the count of failures of {@code :account} to {@code :addresses}. */
  public static final String FORGET = "Suppression.forget";

  private static final int MAX_REASON = 500;
  private static final int MAX_FAILURES = 3;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "suppression_id")
  @SequenceGenerator(name = "suppression_id", sequenceName = "suppression_id", allocationSize = 1)
  private long id;

  @Column(name = "account_id")
  private long account;

  @Column(name = "base_address")
  private String baseAddress;

  private String address;
  private boolean suppressed;
  private int failures;
  private boolean manual;
  private String reason = "";

  @Column(name = "created_at")
  private long created;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Suppression() {}

  /** One to which nothing has failed yet. */
  public Suppression(long account, Address address, Instant now) {
    this.account = account;
    this.address = address.toString();
    this.baseAddress = base(address);
    this.created = now.toEpochMilli();
  }

  /**
   * What addresses of one mailbox have in common: the local part up to a plus or hyphen, without
   * dots, in lower case.
   */
  public static String base(Address address) {
    String local = address.localPart().split("[+-]", 2)[0].replace(".", "");
    String known = local.isEmpty() ? address.localPart() : local;
    return known.toLowerCase(Locale.ROOT) + "@" + address.domain();
  }

  /**
   * Mail to it has failed for good.
   *
   * @param atOnce whether that says that there is nobody
   */
  public void failed(boolean atOnce, String why, Instant now) {
    failures++;
    if (!suppressed && (atOnce || failures >= MAX_FAILURES)) {
      suppressed = true;
      created = now.toEpochMilli();
      explain(why);
    }
  }

  /**
   * It is suppressed at once.
   *
   * @param wanted whether somebody wants it
   */
  public void suppress(String why, boolean wanted) {
    suppressed = true;
    manual = wanted;
    explain(why);
  }

  private void explain(String why) {
    reason = why.substring(0, Math.min(why.length(), MAX_REASON));
  }

  public long id() {
    return id;
  }

  public long account() {
    return account;
  }

  public String address() {
    return address;
  }

  /** As in {@link #base}. */
  public String baseAddress() {
    return baseAddress;
  }

  /** Whether nothing goes there. */
  public boolean suppressed() {
    return suppressed;
  }

  /** Whether somebody wanted that. */
  public boolean manual() {
    return manual;
  }

  public String reason() {
    return reason;
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }
}
