package org.posthorn.relay.value;

/** In which order messages of the outgoing queue are listed. */
public enum QueueOrder {
  /** The next attempt first. */
  NEXT("m.nextAttempt", true),
  /** The eldest first. */
  OLDEST("m.created", true),
  /** The newest first. */
  NEWEST("m.created", false);

  private final String column;
  private final boolean ascending;

  QueueOrder(String column, boolean ascending) {
    this.column = column;
    this.ascending = ascending;
  }

  /** What is compared, in JPQL. */
  public String column() {
    return column;
  }

  public boolean ascending() {
    return ascending;
  }

  /** What is compared. */
  public long key(QueueEntry entry) {
    return (this == NEXT ? entry.next() : entry.created()).toEpochMilli();
  }
}
