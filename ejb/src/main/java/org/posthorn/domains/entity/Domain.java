package org.posthorn.domains.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A domain that mail is taken for. */
@Entity
@Table(name = "mail_domain")
@NamedQuery(name = Domain.BY_NAME, query = "select d from Domain d where d.name = :name")
@NamedQuery(
    name = Domain.PAGE,
    query = "select d from Domain d where d.name > :after order by d.name")
@NamedQuery(name = Domain.COUNT, query = "select count(d) from Domain d")
public class Domain {
  public static final String BY_NAME = "Domain.byName";
  public static final String PAGE = "Domain.page";
  public static final String COUNT = "Domain.count";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String name;
  private String description;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Domain() {}

  /** A new domain; the name is normalised already. */
  public Domain(String name, String description, OffsetDateTime createdAt) {
    this.name = name;
    this.description = description;
    this.createdAt = createdAt;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public Instant created() {
    return createdAt.toInstant();
  }

  /** Replaces the administrator's note. */
  public void describe(String text) {
    description = text;
  }
}
