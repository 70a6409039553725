package org.posthorn.restores.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.OffsetDateTime;

/** How far a server has counted, and when it did so last by the database's clock. */
@Entity
@Table(name = "server_mark")
@NamedQuery(name = ServerMark.ALL, query = "select m from ServerMark m")
@NamedQuery(
    name = ServerMark.ADVANCE,
    query =
        "update ServerMark m set m.mark = m.mark + 1, m.markedAt = CURRENT_TIMESTAMP"
            + " where m.nodeId = :node")
public class ServerMark {

  /** Those of all servers. */
  public static final String ALL = "ServerMark.all";

  /** Counts that of {@code :node} up. */
  public static final String ADVANCE = "ServerMark.advance";

  @Id
  @Column(name = "node_id")
  private long nodeId;

  private long mark;

  @Column(name = "marked_at")
  private OffsetDateTime markedAt;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected ServerMark() {}

  /** The mark of a server that had none. */
  public ServerMark(long nodeId, long mark, OffsetDateTime markedAt) {
    this.nodeId = nodeId;
    this.mark = mark;
    this.markedAt = markedAt;
  }

  /** Takes a mark that was found to be higher. */
  public void raise(long to) {
    mark = Math.max(mark, to);
  }

  public long nodeId() {
    return nodeId;
  }

  public long mark() {
    return mark;
  }

  /** Whether this was counted not much earlier than another. */
  public boolean isAbout(Duration most, ServerMark other) {
    return Duration.between(markedAt, other.markedAt).compareTo(most) <= 0;
  }
}
