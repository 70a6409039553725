package org.posthorn.schema.boundary;

import java.sql.SQLException;

/** Tells a row that the schema refuses from a database that is broken. */
public final class Violations {
  private static final String INTEGRITY_CONSTRAINT = "23"; // class of SQLSTATE, ISO 9075-2

  private Violations() {}

  /** Whether a unique key or a reference was in the way, and nothing else. */
  public static boolean isConstraint(RuntimeException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith(INTEGRITY_CONSTRAINT);
      }
    }
    return false;
  }
}
