package org.posthorn.hooks.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.hooks.value.WebhookCallInfo.Attempt;
import org.posthorn.testdb.TestDatabase;

/** Gives each call the transaction that the container would. */
final class TransactionalCallRows extends CallRows {
  private final TestDatabase database;

  /** Whether nothing is written any more. */
  boolean killed;

  TransactionalCallRows(TestDatabase database) {
    this.database = database;
    entities = database.entityManager();
  }

  private void requireAlive() {
    if (killed) {
      throw new IllegalStateException("this server was killed");
    }
  }

  @Override
  public Map<Long, Long> due(Instant now) {
    return database.inTransaction(any -> super.due(now));
  }

  @Override
  public boolean claim(long webhook, String claim, Instant now) {
    return database.inTransaction(any -> super.claim(webhook, claim, now));
  }

  @Override
  public void rest(long webhook, Instant until) {
    database.transact(any -> super.rest(webhook, until));
  }

  @Override
  public boolean giveUp(Instant before, Instant now) {
    return database.inTransaction(any -> super.giveUp(before, now));
  }

  @Override
  public void release(String claim) {
    requireAlive();
    database.transact(any -> super.release(claim));
  }

  @Override
  public List<String> claims() {
    return database.inTransaction(any -> super.claims());
  }

  @Override
  public Optional<DueCall> next(long webhook, Instant now, IntFunction<Optional<Duration>> waits) {
    return database.inTransaction(any -> super.next(webhook, now, waits));
  }

  @Override
  public void subject(long call, String subject) {
    database.transact(any -> super.subject(call, subject));
  }

  @Override
  void settle(long call, Attempt attempt, HookAnswer answer, Optional<Instant> again) {
    requireAlive();
    database.transact(any -> super.settle(call, attempt, answer, again));
  }

  @Override
  void postpone(long call, Instant until) {
    database.transact(any -> super.postpone(call, until));
  }

  @Override
  public void bringForward(Instant latest, Instant now) {
    database.transact(any -> super.bringForward(latest, now));
  }

  @Override
  public Map<Long, Long> backlog() {
    return database.inTransaction(any -> super.backlog());
  }

  @Override
  public List<WebhookCallInfo> list(long webhook, boolean retired, long after, int limit) {
    return database.inTransaction(any -> super.list(webhook, retired, after, limit));
  }

  @Override
  public Optional<WebhookCallInfo> find(long webhook, long call) {
    return database.inTransaction(any -> super.find(webhook, call));
  }

  @Override
  public Optional<WebhookCallInfo> replay(long webhook, long call, Instant now) {
    return database.inTransaction(any -> super.replay(webhook, call, now));
  }

  @Override
  public Optional<WebhookCallInfo> cancel(long webhook, long call, Instant now) {
    return database.inTransaction(any -> super.cancel(webhook, call, now));
  }

  @Override
  public boolean purge(Instant before) {
    return database.inTransaction(any -> super.purge(before));
  }
}
