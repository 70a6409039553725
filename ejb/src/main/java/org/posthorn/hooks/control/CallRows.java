package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.hooks.entity.Webhook;
import org.posthorn.hooks.entity.WebhookCall;
import org.posthorn.hooks.entity.WebhookCall.State;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.hooks.value.WebhookCallInfo.Attempt;

/** The rows of requests, for those who send them. Each call is a transaction, durable on return. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class CallRows {
  private static final int PORTION = 500;
  private static final int LOOKED_AT = 10;
  private static final String DUE =
      "select w.id from webhook w where w.paused = false and w.claim is null and exists"
          + " (select 1 from webhook_call c where c.webhook_id = w.id and c.state = 'WAITING'"
          + " and c.next_attempt_at <= ?1)";
  private static final String ORPHANS =
      "select c.id from webhook_call c where not exists"
          + " (select 1 from webhook w where w.id = c.webhook_id)";

  @PersistenceContext EntityManager entities;

  /** The webhooks that have something to be sent now and that nobody serves. */
  public List<Long> due(Instant now) {
    List<?> found =
        entities.createNativeQuery(DUE).setParameter(1, now.toEpochMilli()).getResultList();
    return found.stream().map(id -> ((Number) id).longValue()).toList();
  }

  /** Claims a webhook; empty when another has it, when it is paused or gone. */
  public Optional<Receiver> claim(long webhook, String claim) {
    int claimed =
        entities
            .createNamedQuery(Webhook.CLAIM)
            .setParameter("claim", claim)
            .setParameter("id", webhook)
            .executeUpdate();
    return claimed == 0
        ? Optional.empty()
        : Optional.ofNullable(entities.find(Webhook.class, webhook)).map(Receiver::new);
  }

  /** Ends a claim. */
  public void release(String claim) {
    entities.createNamedQuery(Webhook.RELEASE).setParameter("claim", claim).executeUpdate();
  }

  /** All claims. */
  public List<String> claims() {
    return entities.createNamedQuery(Webhook.CLAIMS, String.class).getResultList();
  }

  /**
   * What is to be sent next to a webhook that is claimed and not paused. What is older than
   * something else of the same message is passed over for good.
   */
  public Optional<DueCall> next(long webhook, Instant now) {
    Webhook receiver = entities.find(Webhook.class, webhook);
    if (receiver == null || receiver.spec().paused()) {
      return Optional.empty();
    }
    List<WebhookCall> due = first(webhook, now);
    while (!due.isEmpty()) {
      for (WebhookCall each : due) {
        if (each.queueId() == 0 || each.replayed() || newer(each) == 0) {
          return Optional.of(DueCall.of(each));
        }
        each.superseded(now);
      }
      entities.flush();
      due = first(webhook, now);
    }
    return Optional.empty();
  }

  private List<WebhookCall> first(long webhook, Instant now) {
    return entities
        .createNamedQuery(WebhookCall.DUE, WebhookCall.class)
        .setParameter("webhook", webhook)
        .setParameter("now", now.toEpochMilli())
        .setMaxResults(LOOKED_AT)
        .getResultList();
  }

  /** Makes requests due that were planned by a clock that was wrong: for later than can be. */
  public void bringForward(Instant latest, Instant now) {
    entities
        .createNamedQuery(WebhookCall.BRING_FORWARD)
        .setParameter("latest", latest.toEpochMilli())
        .setParameter("now", now.toEpochMilli())
        .executeUpdate();
  }

  private long newer(WebhookCall call) {
    return entities
        .createNamedQuery(WebhookCall.NEWER, Long.class)
        .setParameter("webhook", call.webhook())
        .setParameter("queue", call.queueId())
        .setParameter("id", call.id())
        .getSingleResult();
  }

  /** Keeps the subject of a message, which may be gone later. */
  public void subject(long call, String subject) {
    Optional.ofNullable(entities.find(WebhookCall.class, call))
        .ifPresent(row -> row.subject(subject));
  }

  /**
   * Writes down what an attempt brought.
   *
   * @param again when the next attempt is to be made; empty: never
   */
  void settle(long call, Attempt attempt, HookAnswer answer, Optional<Instant> again) {
    Optional.ofNullable(entities.find(WebhookCall.class, call))
        .ifPresent(row -> row.attempted(attempt, answer.text(), answer.success(), again));
  }

  /** Puts a request off of which nothing was sent. */
  void postpone(long call, Instant until) {
    Optional.ofNullable(entities.find(WebhookCall.class, call))
        .filter(row -> row.state() == State.WAITING)
        .ifPresent(row -> row.postpone(until));
  }

  /** How many wait, by account. */
  public Map<Long, Long> backlog() {
    Map<Long, Long> counts = new HashMap<>();
    for (Object[] row :
        entities.createNamedQuery(WebhookCall.BACKLOG, Object[].class).getResultList()) {
      counts.put((Long) row[0], (Long) row[1]);
    }
    return counts;
  }

  /** A page of the requests of a webhook, those that wait or the others, in the order of ids. */
  public List<WebhookCallInfo> list(long webhook, boolean retired, long after, int limit) {
    return entities
        .createNamedQuery(retired ? WebhookCall.RETIRED : WebhookCall.WAITING, WebhookCall.class)
        .setParameter("webhook", webhook)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultStream()
        .map(WebhookCall::info)
        .toList();
  }

  /** One request of a webhook. */
  public Optional<WebhookCallInfo> find(long webhook, long call) {
    return row(webhook, call).map(WebhookCall::info);
  }

  private Optional<WebhookCall> row(long webhook, long call) {
    return Optional.ofNullable(entities.find(WebhookCall.class, call))
        .filter(row -> row.webhook() == webhook);
  }

  /** Sends a request once more, as if it were new; empty when there is none. */
  public Optional<WebhookCallInfo> replay(long webhook, long call, Instant now) {
    Optional<WebhookCall> row = row(webhook, call);
    row.ifPresent(each -> each.replay(now));
    return row.map(WebhookCall::info);
  }

  /** Does not send a request any more; empty when there is none, or it does not wait. */
  public Optional<WebhookCallInfo> cancel(long webhook, long call, Instant now) {
    return row(webhook, call).filter(each -> each.cancel(now)).map(WebhookCall::info);
  }

  /**
   * Deletes a portion of the requests that were done before a moment, and of those whose webhook is
   * gone.
   *
   * @return whether there may be more
   */
  public boolean purge(Instant before) {
    boolean more = false;
    for (State state : State.values()) {
      if (state != State.WAITING) {
        more |=
            delete(
                entities
                    .createNamedQuery(WebhookCall.ENDED, Long.class)
                    .setParameter("state", state)
                    .setParameter("before", before.toEpochMilli())
                    .setMaxResults(PORTION)
                    .getResultList());
      }
    }
    List<?> orphans = entities.createNativeQuery(ORPHANS).setMaxResults(PORTION).getResultList();
    boolean portion = delete(orphans.stream().map(id -> ((Number) id).longValue()).toList());
    return more || portion;
  }

  private boolean delete(List<Long> ids) {
    if (!ids.isEmpty()) {
      entities.createNamedQuery(WebhookCall.DELETE).setParameter("ids", ids).executeUpdate();
    }
    return ids.size() == PORTION;
  }
}
