package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.function.Supplier;
import org.posthorn.hooks.value.CallAdded;
import org.posthorn.hooks.value.HookEvent;

/**
 * Adds what is to be told within the transaction that makes it true. Only inserts: nothing here
 * waits for another's lock, nor may it undo a delivery.
 */
@ApplicationScoped
public class CallQueue {
  private static final System.Logger LOG = System.getLogger(CallQueue.class.getName());
  private static final int MAX_FACTS = 8000;

  @Inject ListeningWebhooks listening;
  @Inject Backlog backlog;
  @Inject HookEnvironment environment;
  @Inject Event<CallAdded> added;
  @PersistenceContext EntityManager entities;

  /** Whether a webhook of the account wants to be told. */
  boolean listens(long account, HookEvent event) {
    return !listening.of(account, event).isEmpty();
  }

  /** Adds a request for each webhook of the account that wants to be told. */
  public void add(long account, HookEvent event, Supplier<NewCall> call) {
    List<Long> webhooks = listening.of(account, event);
    if (!webhooks.isEmpty()) {
      NewCall wanted = call.get();
      webhooks.forEach(each -> add(each, wanted));
    }
  }

  /** Adds a request for one webhook. */
  public void add(long webhook, NewCall call) {
    if (call.facts().length() > MAX_FACTS) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=webhook-facts-too-long webhook={0}",
          Long.toString(webhook));
      return;
    }
    if (!backlog.take(webhook, environment.settings().mostWaiting())) {
      if (backlog.firstLost(webhook)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "event=webhook-queue-full account={0} webhook={1} answered=not-told",
            Long.toString(call.account()),
            Long.toString(webhook));
      }
      return;
    }
    long now = environment.clock().millis();
    entities
        .createNativeQuery(
            "INSERT INTO webhook_call (webhook_id, account_id, event, state, queue_id, content_id,"
                + " reported, facts, created_at, next_attempt_at, ended_at, attempts, replayed,"
                + " results, answer) VALUES (?1, ?2, ?3, 'WAITING', ?4, ?5, ?8, ?6, ?7, ?7, 0, 0,"
                + " FALSE, '', '')")
        .setParameter(1, webhook)
        .setParameter(2, call.account())
        .setParameter(3, call.event().text())
        .setParameter(4, call.queueId())
        .setParameter(5, call.contentId())
        .setParameter(6, call.facts())
        .setParameter(7, now)
        .setParameter(8, call.reported())
        .executeUpdate();
    added.fire(new CallAdded(webhook, call.account()));
  }
}
