package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.posthorn.relay.entity.OutgoingMessage.State;
import org.posthorn.spool.boundary.Repetitions;

/** Brings rows back that the JMS queue has lost, and deletes those that are done. */
@ApplicationScoped
public class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
  private static final Duration CLOCK = Duration.ofHours(1); // so much may it be set back
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration TRUST = Duration.ofHours(1); // as long the broker is believed

  @Inject Outbox outbox;
  @Inject RelayQueue queue;
  @Inject Claims claims;
  @Inject Repetitions repetitions;
  @Inject RelayEnvironment environment;

  /** When this server starts: nobody works on what it had claimed, and the broker may be new. */
  public void start() {
    claims.releaseEnded();
    outbox.forgetAnnounced();
  }

  /** Ends the claims of attempts that nobody makes any more. */
  public void release() {
    claims.releaseEnded();
  }

  /**
   * Puts overdue rows into the JMS queue again. One time too often does no harm: rows are claimed.
   */
  public void requeue() {
    Instant now = environment.clock().instant();
    bringForward(now);
    int groups = 0;
    for (Destination group : outbox.overdue(now, now.minus(GRACE), now.minus(TRUST))) {
      queue.announce(group, Duration.ZERO);
      outbox.announced(group, now);
      groups++;
    }
    if (groups > 0) {
      LOG.log(System.Logger.Level.INFO, "event=relay-requeued groups={0}", groups);
    }
  }

  /** What was planned while the clock was wrong must not wait until that time comes. */
  private void bringForward(Instant now) {
    int rows = outbox.bringForward(now.plus(CLOCK), now);
    if (rows > 0) {
      LOG.log(System.Logger.Level.WARNING, "event=relay-clock-went-back rows={0}", rows);
    }
  }

  /**
   * Deletes rows that were done so long ago that their delivery cannot come again, in portions:
   * without the row it would be sent again.
   */
  public void purge() {
    Duration keep = environment.settings().keepRetired();
    Duration longer = keep.compareTo(Repetitions.MEMORY) > 0 ? keep : Repetitions.MEMORY;
    Instant now = environment.clock().instant();
    Instant before = now.minus(longer);
    outbox.purgeSuppressions();
    if (outbox.hasDone(before)) {
      repetitions.old(now).ifPresent(needed -> purge(before, needed));
    }
  }

  private void purge(Instant before, Set<String> needed) {
    for (State ended : List.of(State.DELIVERED, State.FAILED)) {
      int kept = 0;
      boolean last = false;
      while (!last) {
        Outbox.Purged portion = outbox.purge(ended, before, needed, kept);
        kept += portion.kept();
        last = portion.last();
      }
    }
  }
}
