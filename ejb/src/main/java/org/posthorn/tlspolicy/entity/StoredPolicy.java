package org.posthorn.tlspolicy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.posthorn.mailauth.mtasts.CachedPolicy;
import org.posthorn.mailauth.mtasts.StsMode;
import org.posthorn.mailauth.mtasts.StsPolicy;

/** A domain's policy of MTA-STS, as long as it holds. RFC 8461 §3.3. */
@Entity
@Table(name = "sts_policy")
@NamedQuery(
    name = StoredPolicy.USED,
    query = "update StoredPolicy p set p.usedAt = :now where p.domain = :domain")
@NamedQuery(
    name = StoredPolicy.STALE,
    query =
        "select p from StoredPolicy p where p.fetchedAt < :fetched and p.usedAt > :used"
            + " order by p.endsAt")
@NamedQuery(
    name = StoredPolicy.FORGET,
    query = "delete from StoredPolicy p where p.endsAt < :moment")
public class StoredPolicy {

  /** Remembers that {@code :domain} was asked for {@code :now}. */
  public static final String USED = "StoredPolicy.used";

  /** Those fetched before {@code :fetched} and used after {@code :used}, the next to end first. */
  public static final String STALE = "StoredPolicy.stale";

  /** Deletes those that ended before {@code :moment}. */
  public static final String FORGET = "StoredPolicy.forget";

  @Id private String domain;

  @Column(name = "record_id")
  private String recordId;

  private String mode;
  private String hosts;

  @Column(name = "max_age")
  private long maxAge;

  @Column(name = "fetched_at")
  private long fetchedAt;

  @Column(name = "ends_at")
  private long endsAt;

  @Column(name = "used_at")
  private long usedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected StoredPolicy() {}

  /** The row of a policy. */
  public StoredPolicy(CachedPolicy policy) {
    this.domain = policy.domain();
    this.recordId = policy.id();
    this.mode = policy.policy().mode().name();
    this.hosts = String.join("\n", policy.policy().hosts());
    this.maxAge = policy.policy().age().toSeconds();
    this.fetchedAt = policy.fetched().toEpochMilli();
    this.endsAt = policy.until().toEpochMilli();
    this.usedAt = policy.used().toEpochMilli();
  }

  /** What it says. */
  public CachedPolicy policy() {
    List<String> patterns = hosts.isEmpty() ? List.of() : List.of(hosts.split("\n"));
    StsPolicy policy = new StsPolicy(StsMode.valueOf(mode), patterns, Duration.ofSeconds(maxAge));
    return new CachedPolicy(
        domain, recordId, policy, Instant.ofEpochMilli(fetchedAt), Instant.ofEpochMilli(usedAt));
  }
}
