package org.posthorn.checks.control;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.checks.value.DueReport;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.checks.value.MessageCount;
import org.posthorn.checks.value.ReportPeriod;
import org.posthorn.testdb.TestDatabase;

/** Rows with the transactions that the container would begin. */
public final class TransactionalEvaluationRows extends EvaluationRows {
  private final TestDatabase database;

  public TransactionalEvaluationRows(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  @Override
  public boolean add(
      ReportPeriod period, Evaluation evaluation, MessageCount messages, boolean newRow) {
    return database.inTransaction(any -> super.add(period, evaluation, messages, newRow));
  }

  @Override
  public long count(LocalDate day) {
    return database.inTransaction(any -> super.count(day));
  }

  @Override
  public long count(LocalDate day, String organization) {
    return database.inTransaction(any -> super.count(day, organization));
  }

  @Override
  public Map<Evaluation, Long> of(ReportPeriod period, String domain) {
    return database.inTransaction(any -> super.of(period, domain));
  }

  @Override
  public List<DueReport> due(LocalDate first, Instant ended, Optional<DueReport> after) {
    return database.inTransaction(any -> super.due(first, ended, after));
  }

  @Override
  public long sent(LocalDate day) {
    return database.inTransaction(any -> super.sent(day));
  }

  @Override
  public void reported(DueReport report, int sent) {
    database.transact(any -> super.reported(report, sent));
  }

  @Override
  public long sent(LocalDate day, String organization) {
    return database.inTransaction(any -> super.sent(day, organization));
  }

  @Override
  public boolean forget(LocalDate day) {
    return database.inTransaction(any -> super.forget(day));
  }
}
