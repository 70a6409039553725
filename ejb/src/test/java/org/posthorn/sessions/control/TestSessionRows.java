package org.posthorn.sessions.control;

import java.util.List;
import java.util.Optional;
import org.posthorn.sessions.entity.WebSession;
import org.posthorn.testdb.TestDatabase;

/** The rows on a test database, with a transaction around each call. */
public final class TestSessionRows extends SessionRows {
  private final TestDatabase database;

  public TestSessionRows(TestDatabase database) {
    this.database = database;
    this.entities = database.entityManager();
  }

  @Override
  public void add(WebSession session) {
    database.transact(e -> super.add(session));
  }

  @Override
  public Optional<WebSession> use(String tokenHash, long now) {
    return database.inTransaction(e -> super.use(tokenHash, now));
  }

  @Override
  public List<WebSession> of(long account) {
    return database.inTransaction(e -> super.of(account));
  }

  @Override
  public boolean end(long account, long id) {
    return database.inTransaction(e -> super.end(account, id));
  }

  @Override
  public int endOthers(long account, long kept) {
    return database.inTransaction(e -> super.endOthers(account, kept));
  }

  @Override
  public void expire(long now) {
    database.transact(e -> super.expire(now));
  }
}
