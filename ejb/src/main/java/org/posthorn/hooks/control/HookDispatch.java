package org.posthorn.hooks.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.posthorn.database.Outage;
import org.posthorn.hooks.value.CallAdded;
import org.posthorn.threads.Background;

/**
 * Serves webhooks, one request at a time each. Whatever comes of a turn, an Error included: its
 * place is given back, and what is left is found again by {@link #look}.
 */
@ApplicationScoped
public class HookDispatch {
  private static final System.Logger LOG = System.getLogger(HookDispatch.class.getName());
  private static final int MOST_OF_A_TURN = 50;
  private static final Duration TURN = Duration.ofMinutes(1); // then others have theirs

  @Inject CallRows rows;
  @Inject HookClaims claims;
  @Inject CallAttempt attempt;
  @Inject HookEnvironment environment;

  private HookSlots slots;

  @SuppressWarnings("NullAway.Init") // prepare() fills the fields
  public HookDispatch() {}

  @PostConstruct
  void prepare() {
    slots = new HookSlots(environment.settings().concurrency(), environment.nanos());
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) CallAdded call) {
    wake(call.webhook(), call.account());
  }

  /** Something is to be sent to a webhook; does not wait. */
  public void wake(long webhook, long account) {
    start(slots.enter(webhook, account));
  }

  /** Finds what is due, also what others have added or left. */
  public void look() {
    rows.due(environment.clock().instant()).forEach(this::wake);
  }

  /** Begins turns that can begin since others take long. */
  public void tick() {
    start(slots.next());
  }

  private void start(Collection<Long> webhooks) {
    Deque<Long> begun = new ArrayDeque<>(webhooks);
    while (!begun.isEmpty()) {
      long webhook = begun.removeFirst();
      boolean started = false;
      try {
        Background.execute(environment.workers(), "webhook", () -> turn(webhook));
        started = true;
      } catch (RejectedExecutionException stopping) {
        LOG.log(System.Logger.Level.DEBUG, "event=webhook-not-served", stopping);
      } finally {
        if (!started) { // it is found again later
          slots.leave(webhook);
        }
      }
    }
  }

  private void turn(long webhook) {
    try {
      serve(webhook);
    } catch (RuntimeException failure) {
      Outage.tell(
          LOG, System.Logger.Level.WARNING, "event=webhook-turn-failed id=" + webhook, failure);
    } finally {
      start(slots.leave(webhook));
    }
  }

  private void serve(long webhook) {
    String claim = claims.begin();
    try {
      if (rows.claim(webhook, claim, environment.clock().instant())) {
        try {
          makeTurn(webhook);
        } finally {
          rows.release(claim);
        }
      }
    } finally {
      claims.end(claim);
    }
  }

  private void makeTurn(long webhook) {
    long began = environment.nanos().getAsLong();
    int made = 0;
    while (attempt.make(webhook)) {
      made++;
      if (made == MOST_OF_A_TURN || environment.nanos().getAsLong() - began > TURN.toNanos()) {
        slots.again(webhook);
        return;
      }
    }
  }
}
