package org.posthorn.apikeys.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.apikeys.entity.ApiKey;
import org.posthorn.apikeys.value.CreatedApiKey;
import org.posthorn.apikeys.value.NewApiKey;
import org.posthorn.testdb.TestDatabase;

/** The rows with the transactions of the container. */
public final class TestKeyRows extends ApiKeyRows {
  private final TestDatabase database;

  public TestKeyRows(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  @Override
  public CreatedApiKey add(long account, NewApiKey wanted, Instant now) {
    return database.inTransaction(any -> super.add(account, wanted, now));
  }

  @Override
  public List<ApiKey> of(long account) {
    return database.inTransaction(any -> super.of(account));
  }

  @Override
  public Optional<ApiKey> find(long id) {
    return database.inTransaction(any -> super.find(id));
  }

  @Override
  public boolean remove(long account, long id) {
    return database.inTransaction(any -> super.remove(account, id));
  }

  @Override
  public void used(Map<Long, Long> moments) {
    database.transact(any -> super.used(moments));
  }
}
