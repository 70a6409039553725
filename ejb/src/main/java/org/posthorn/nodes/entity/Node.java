package org.posthorn.nodes.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;

/** One server of those that share a database. */
@Entity
@Table(name = "node")
@NamedQuery(name = Node.BY_NAME, query = "select n from Node n where n.name = :name")
public class Node {
  public static final String BY_NAME = "Node.byName";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "node_seq")
  @SequenceGenerator(name = "node_seq", sequenceName = "node_seq", allocationSize = 1)
  private long id;

  @Column(name = "name")
  private String name;

  @Version private int version;

  @Column(name = "started_at")
  private OffsetDateTime startedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Node() {}

  /** A server that starts for the first time. */
  public Node(String name, OffsetDateTime startedAt) {
    this.name = name;
    this.startedAt = startedAt;
  }

  /** Records another start. */
  public void started(OffsetDateTime at) {
    startedAt = at;
  }

  public long id() {
    return id;
  }
}
