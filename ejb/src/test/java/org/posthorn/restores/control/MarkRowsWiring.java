package org.posthorn.restores.control;

import org.posthorn.testdb.TestDatabase;

/** Does what the container does. */
public final class MarkRowsWiring {
  private MarkRowsWiring() {}

  /** The marks in a database. */
  public static MarkRows wire(TestDatabase database) {
    MarkRows rows = new MarkRows();
    rows.entities = database.entityManager();
    return rows;
  }
}
