package org.posthorn.transports.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.posthorn.transports.value.OnDemandDomainInfo;

/** A domain of others whose mail waits here until its host fetches it. RFC 2645. */
@Entity
@Table(name = "on_demand_domain")
@NamedQuery(name = OnDemandDomain.ALL, query = "select d from OnDemandDomain d order by d.name")
public class OnDemandDomain {
  /** All of them, by their names. */
  public static final String ALL = "OnDemandDomain.all";

  @Id private String name;

  @Column(name = "account_id")
  private long account;

  @Column(name = "created_at")
  private long created;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected OnDemandDomain() {}

  /**
   * A new one.
   *
   * @param name in Unicode form
   * @param account whose host may fetch its mail
   */
  public OnDemandDomain(String name, long account, Instant now) {
    this.name = name;
    this.account = account;
    this.created = now.toEpochMilli();
  }

  /** As others see it. */
  public OnDemandDomainInfo info() {
    return new OnDemandDomainInfo(name, account, Instant.ofEpochMilli(created));
  }
}
