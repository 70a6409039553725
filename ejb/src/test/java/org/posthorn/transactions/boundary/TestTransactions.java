package org.posthorn.transactions.boundary;

import java.util.function.Supplier;
import org.posthorn.testdb.TestDatabase;

/**
 * Transactions of a test database. One within another fails: the container would take a second
 * connection while the first is held, and wait for ever when a checkpoint comes between.
 */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public class TestTransactions extends Transactions {
  private final TestDatabase database;
  private final boolean joining;

  public TestTransactions(TestDatabase database) {
    this(database, false);
  }

  private TestTransactions(TestDatabase database, boolean joining) {
    this.database = database;
    this.joining = joining;
  }

  /**
   * What is tried again, in these transactions or in the one that a test has opened around a
   * boundary, which in the container would be suspended by nobody.
   */
  public static RetryOnConflict contested(TestDatabase database) {
    RetryOnConflict contested = new RetryOnConflict();
    contested.transactions = new TestTransactions(database, true);
    return contested;
  }

  @Override
  public <T> T call(Supplier<T> work) {
    alone();
    return database.inTransaction(entities -> work.get());
  }

  @Override
  public void run(Runnable work) {
    alone();
    database.transact(entities -> work.run());
  }

  private void alone() {
    if (!joining && database.transacting()) {
      throw new IllegalStateException("a transaction within a transaction");
    }
  }
}
