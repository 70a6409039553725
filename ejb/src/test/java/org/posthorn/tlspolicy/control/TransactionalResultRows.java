package org.posthorn.tlspolicy.control;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.tlspolicy.entity.DomainOffer;

/** Rows with the transactions that the container would begin. */
public final class TransactionalResultRows extends ResultRows {
  private final TestDatabase database;

  public TransactionalResultRows(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  @Override
  public void add(LocalDate day, TlsSession session, long sessions) {
    database.transact(any -> super.add(day, session, sessions));
  }

  @Override
  public Map<TlsSession, Long> of(LocalDate day) {
    return database.inTransaction(any -> super.of(day));
  }

  @Override
  public void put(String domain, boolean startTls, boolean requireTls, Instant seen) {
    database.transact(any -> super.put(domain, startTls, requireTls, seen));
  }

  @Override
  public Optional<DomainOffer> offer(String domain) {
    return database.inTransaction(any -> super.offer(domain));
  }

  @Override
  public void forget(LocalDate day, Instant moment) {
    database.transact(any -> super.forget(day, moment));
  }
}
