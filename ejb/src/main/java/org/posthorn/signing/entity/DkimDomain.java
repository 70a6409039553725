package org.posthorn.signing.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** That a domain was given its first keys. */
@Entity
@Table(name = "dkim_domain")
@NamedQuery(name = DkimDomain.IDS, query = "select d.domainId from DkimDomain d")
public class DkimDomain {
  /** The ids of all such domains. */
  public static final String IDS = "DkimDomain.ids";

  @Id
  @Column(name = "domain_id")
  private long domainId;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected DkimDomain() {}

  public DkimDomain(long domainId, OffsetDateTime createdAt) {
    this.domainId = domainId;
    this.createdAt = createdAt;
  }

  public long domainId() {
    return domainId;
  }

  public OffsetDateTime createdAt() {
    return createdAt;
  }
}
