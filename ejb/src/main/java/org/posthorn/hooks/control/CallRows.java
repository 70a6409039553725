package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
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
      "select w.id, w.account_id from webhook w where w.paused = false and w.claim is null"
          + " and w.rests_until <= ?1 and exists"
          + " (select 1 from webhook_call c where c.webhook_id = w.id and c.state = 'WAITING'"
          + " and c.next_attempt_at <= ?1)";
  private static final String ORPHANS =
      "select c.id from webhook_call c where not exists"
          + " (select 1 from webhook w where w.id = c.webhook_id)";

  private static final Duration LAST = Duration.ofMinutes(2); // longer than an attempt takes

  @PersistenceContext EntityManager entities;
  @Inject Backlog backlog;

  /** The webhooks that have something to be sent now and that nobody serves, with the account. */
  public Map<Long, Long> due(Instant now) {
    Map<Long, Long> due = new LinkedHashMap<>();
    for (Object each :
        entities.createNativeQuery(DUE).setParameter(1, now.toEpochMilli()).getResultList()) {
      Object[] row = (Object[]) each;
      due.put(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }
    return due;
  }

  /** Claims a webhook; false when another has it, when it is paused, rests or is gone. */
  public boolean claim(long webhook, String claim, Instant now) {
    return entities
            .createNamedQuery(Webhook.CLAIM)
            .setParameter("claim", claim)
            .setParameter("id", webhook)
            .setParameter("now", now.toEpochMilli())
            .executeUpdate()
        > 0;
  }

  /** Leaves a webhook alone for a while. */
  public void rest(long webhook, Instant until) {
    entities
        .createNamedQuery(Webhook.REST)
        .setParameter("until", until.toEpochMilli())
        .setParameter("id", webhook)
        .executeUpdate();
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
   * What is to be sent next to a webhook that is claimed, as the webhook is now. The attempt counts
   * from here on, so that one that ends the server, or fails in a way that nobody has thought of,
   * is not made for ever. What is older than something else of the same message is passed over for
   * good.
   *
   * @param waits the time after so many attempts; empty when that was the last
   */
  public Optional<DueCall> next(long webhook, Instant now, IntFunction<Optional<Duration>> waits) {
    Webhook receiver = entities.find(Webhook.class, webhook);
    if (receiver == null || !receiver.open(now)) {
      return Optional.empty();
    }
    List<WebhookCall> due = first(webhook, now);
    while (!due.isEmpty()) {
      for (WebhookCall each : due) {
        if (isOld(each)) {
          each.superseded(now);
        } else if (each.attempts() > 0 && waits.apply(each.attempts()).isEmpty()) {
          each.giveUp(now);
        } else {
          each.begin(now.plus(waits.apply(each.attempts() + 1).orElse(LAST)));
          return Optional.of(DueCall.of(each, new Receiver(receiver)));
        }
        backlog.give(webhook);
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
    entities
        .createNamedQuery(Webhook.BRING_FORWARD)
        .setParameter("latest", latest.toEpochMilli())
        .executeUpdate();
  }

  private boolean isOld(WebhookCall call) {
    return call.queueId() != 0 && !call.replayed() && newer(call) > 0;
  }

  private long newer(WebhookCall call) {
    return entities
        .createNamedQuery(WebhookCall.NEWER, Long.class)
        .setParameter("webhook", call.webhook())
        .setParameter("queue", call.queueId())
        .setParameter("id", call.id())
        .setParameter("reported", call.reported())
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
        .ifPresent(
            row -> {
              row.attempted(attempt, answer.text(), answer.success(), again);
              if (row.state() != State.WAITING) {
                backlog.give(row.webhook());
              }
            });
  }

  /** Puts a request off of which nothing was sent. */
  void postpone(long call, Instant until) {
    Optional.ofNullable(entities.find(WebhookCall.class, call))
        .filter(row -> row.state() == State.WAITING)
        .ifPresent(row -> row.postpone(until));
  }

  /** How many wait, by webhook. */
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
    Optional<WebhookCall> row = row(webhook, call).filter(each -> each.cancel(now));
    row.ifPresent(any -> backlog.give(webhook));
    return row.map(WebhookCall::info);
  }

  /**
   * Gives a portion of the requests up that were due before a moment and still wait: their webhook
   * is paused.
   *
   * @return whether there may be more
   */
  public boolean giveUp(Instant before, Instant now) {
    List<Long> ids =
        entities
            .createNamedQuery(WebhookCall.OVERDUE, Long.class)
            .setParameter("before", before.toEpochMilli())
            .setMaxResults(PORTION)
            .getResultList();
    if (!ids.isEmpty()) {
      entities
          .createNamedQuery(WebhookCall.GIVE_UP)
          .setParameter("ids", ids)
          .setParameter("now", now.toEpochMilli())
          .executeUpdate();
    }
    return ids.size() == PORTION;
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
