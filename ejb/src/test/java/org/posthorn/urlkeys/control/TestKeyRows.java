package org.posthorn.urlkeys.control;

import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.testdb.TestDatabase;

/** Gives each call the transaction that the container would. */
public final class TestKeyRows extends UrlKeyRows {
  private final TestDatabase database;

  /** The rows of a database. */
  public TestKeyRows(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  @Override
  public Optional<String> find(long account, long mailbox) {
    return database.inTransaction(any -> super.find(account, mailbox));
  }

  @Override
  public void add(long account, long mailbox, String secret) {
    database.transact(any -> super.add(account, mailbox, secret));
  }

  @Override
  public void delete(long account, OptionalLong mailbox) {
    database.transact(any -> super.delete(account, mailbox));
  }
}
