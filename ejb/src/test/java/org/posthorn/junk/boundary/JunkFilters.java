package org.posthorn.junk.boundary;

import java.time.Clock;
import org.posthorn.junk.control.JudgedTransactions;
import org.posthorn.testdb.TestDatabase;

/** Junk filters on a test database. */
public final class JunkFilters {
  private JunkFilters() {}

  /** One. */
  public static JunkFilter on(TestDatabase database, Clock clock) {
    JunkFilter filter = new JunkFilter();
    filter.rows = new JudgedTransactions(database);
    filter.clock = clock;
    return filter;
  }
}
