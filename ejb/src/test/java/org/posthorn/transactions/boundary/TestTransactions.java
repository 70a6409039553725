package org.posthorn.transactions.boundary;

import java.util.function.Supplier;
import org.posthorn.testdb.TestDatabase;

/** Transactions of a test database, or the one that the thread is in. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class TestTransactions extends Transactions {
  private final TestDatabase database;

  public TestTransactions(TestDatabase database) {
    this.database = database;
  }

  /** What is tried again, in these transactions. */
  public static Contested contested(TestDatabase database) {
    Contested contested = new Contested();
    contested.transactions = new TestTransactions(database);
    return contested;
  }

  @Override
  public <T> T call(Supplier<T> work) {
    return database.inTransaction(entities -> work.get());
  }

  @Override
  public void run(Runnable work) {
    database.transact(entities -> work.run());
  }
}
