package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.posthorn.nodes.boundary.Nodes;

/** Brings rows back that the JMS queue has lost, and deletes those that are done. */
@ApplicationScoped
public class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration TRUST = Duration.ofHours(1); // as long the broker is believed

  /** Done rows are known so long, so that a delivery that comes again is not sent again. */
  private static final Duration MEMORY = Duration.ofHours(1);

  @Inject Outbox outbox;
  @Inject RelayQueue queue;
  @Inject Nodes nodes;
  @Inject RelayEnvironment environment;

  /** When this server starts: nobody works on what it had claimed, and the broker may be new. */
  public void start() {
    outbox.release(nodes.self() + ":%");
    outbox.forgetAnnounced();
  }

  /**
   * Puts overdue rows into the JMS queue again. One time too often does no harm: rows are claimed.
   */
  public void requeue() {
    Instant now = environment.clock().instant();
    int groups = 0;
    for (Group group : outbox.overdue(now, now.minus(GRACE), now.minus(TRUST))) {
      queue.announce(group, Duration.ZERO);
      outbox.announced(group, now);
      groups++;
    }
    if (groups > 0) {
      LOG.log(System.Logger.Level.INFO, "event=relay-requeued groups={0}", groups);
    }
  }

  /** Deletes rows that were done long enough ago. */
  public void purge() {
    Duration keep = environment.settings().keepRetired();
    Duration longer = keep.compareTo(MEMORY) > 0 ? keep : MEMORY;
    outbox.purge(environment.clock().instant().minus(longer));
  }
}
