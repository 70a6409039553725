package org.posthorn.nodes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** Which server does some work for all. */
@Entity
@Table(name = "duty")
@NamedQuery(
    name = Duty.TAKE,
    query =
        "update Duty d set d.server = :server, d.fence = d.fence + 1"
            + " where d.name = :name and d.fence = :fence")
@NamedQuery(name = Duty.ALL, query = "select d from Duty d order by d.name")
public class Duty {

  /** Gives {@code :name} to {@code :server}, unless it was given since {@code :fence}. */
  public static final String TAKE = "Duty.take";

  /** All of them. */
  public static final String ALL = "Duty.all";

  @Id private String name;

  @Column(name = "server_id")
  private long server;

  private long fence;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Duty() {}

  /** One that a server takes as the first. */
  public Duty(String name, long server) {
    this.name = name;
    this.server = server;
    this.fence = 1;
  }

  public String name() {
    return name;
  }

  /** Who has it. */
  public long server() {
    return server;
  }

  /** Grows whenever it changes hands. */
  public long fence() {
    return fence;
  }
}
