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
  public void add(LocalDate day, Evaluation evaluation, long messages) {
    database.transact(any -> super.add(day, evaluation, messages));
  }

  @Override
  public Map<Evaluation, Long> of(LocalDate day, String domain) {
    return database.inTransaction(any -> super.of(day, domain));
  }

  @Override
  public void forget(LocalDate day) {
    database.transact(any -> super.forget(day));
  }
}
