package org.posthorn.checks.control;

import java.time.LocalDate;
import java.util.Map;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.testdb.TestDatabase;

/** Rows with the transactions that the container would begin. */
public final class TransactionalEvaluationRows extends EvaluationRows {
  private final TestDatabase database;

  public TransactionalEvaluationRows(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  @Override
  public boolean add(LocalDate day, Evaluation evaluation, long messages, boolean newRow) {
    return database.inTransaction(any -> super.add(day, evaluation, messages, newRow));
  }

  @Override
  public long count(LocalDate day) {
    return database.inTransaction(any -> super.count(day));
  }

  @Override
  public long count(LocalDate day, String domain) {
    return database.inTransaction(any -> super.count(day, domain));
  }

  @Override
  public Map<Evaluation, Long> of(LocalDate day, String domain) {
    return database.inTransaction(any -> super.of(day, domain));
  }

  @Override
  public boolean forget(LocalDate day) {
    return database.inTransaction(any -> super.forget(day));
  }
}
