package org.posthorn.tlspolicy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/** What the servers of a domain offered when mail went there last. */
@Entity
@Table(name = "domain_tls")
@NamedQuery(name = DomainOffer.FORGET, query = "delete from DomainOffer o where o.seenAt < :moment")
public class DomainOffer {

  /** Deletes those seen before {@code :moment}. */
  public static final String FORGET = "DomainOffer.forget";

  @Id private String domain;

  @Column(name = "start_tls")
  private boolean startTls;

  @Column(name = "require_tls")
  private boolean requireTls;

  @Column(name = "seen_at")
  private long seenAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected DomainOffer() {}

  /** That of a domain. */
  public DomainOffer(String domain, boolean startTls, boolean requireTls, Instant seen) {
    this.domain = domain;
    this.startTls = startTls;
    this.requireTls = requireTls;
    this.seenAt = seen.toEpochMilli();
  }

  /** Whether TLS could be started. */
  public boolean startTls() {
    return startTls;
  }

  /** Whether they pass on under TLS only. RFC 8689. */
  public boolean requireTls() {
    return requireTls;
  }
}
