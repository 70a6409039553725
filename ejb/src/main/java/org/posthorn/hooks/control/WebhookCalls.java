package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.posthorn.hooks.entity.WebhookCall;
import org.posthorn.hooks.value.CallAdded;
import org.posthorn.hooks.value.HookEvent;
import org.posthorn.hooks.value.WebhookCallInfo;

/** The requests of a webhook as its owner sees them. */
@ApplicationScoped
public class WebhookCalls {
  private static final int MOST_TRIES = 10;

  @Inject CallRows rows;
  @Inject Backlog backlog;
  @Inject HookEnvironment environment;
  @Inject Event<CallAdded> added;
  @PersistenceContext EntityManager entities;

  /**
   * Adds a request with a made-up event; within the caller's transaction. Empty when too many of
   * them wait.
   */
  public Optional<WebhookCallInfo> test(long webhook, long account) {
    long waiting =
        entities
            .createNamedQuery(WebhookCall.TRIES, Long.class)
            .setParameter("webhook", webhook)
            .getSingleResult();
    if (waiting >= MOST_TRIES || !backlog.take(webhook, environment.settings().mostWaiting())) {
      return Optional.empty();
    }
    WebhookCall call =
        new WebhookCall(
            webhook, account, HookEvent.DELIVERED, Payloads.test(), environment.clock().instant());
    entities.persist(call);
    entities.flush();
    added.fire(new CallAdded(webhook, account));
    return Optional.of(call.info());
  }

  /** As in {@link CallRows#list}. */
  public List<WebhookCallInfo> list(long webhook, boolean retired, long after, int limit) {
    return rows.list(webhook, retired, after, limit);
  }

  /** One of them. */
  public Optional<WebhookCallInfo> find(long webhook, long call) {
    return rows.find(webhook, call);
  }

  /** Sends one once more. */
  public Optional<WebhookCallInfo> replay(long webhook, long call) {
    return rows.replay(webhook, call, environment.clock().instant());
  }

  /** Does not send one any more. */
  public Optional<WebhookCallInfo> cancel(long webhook, long call) {
    return rows.cancel(webhook, call, environment.clock().instant());
  }
}
