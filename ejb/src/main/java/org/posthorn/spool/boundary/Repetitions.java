package org.posthorn.spool.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.QueueIds;
import org.posthorn.spool.control.QueueContents;
import org.posthorn.spool.value.Delivery;

/**
 * For how long what was done for an order must be remembered, because the order may come again: the
 * queue brings it back for five days, and whoever finds it in the queue of what was given up may
 * put it back years later.
 */
@ApplicationScoped
public class Repetitions {
  /** What was done is remembered so long in any case. */
  public static final Duration MEMORY = Duration.ofDays(10);

  private static final System.Logger LOG = System.getLogger(Repetitions.class.getName());
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
  private static final int MOST = 10_000;

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  /**
   * The ids of orders that may come again though they were taken longer ago than {@link #MEMORY}.
   *
   * @return empty when that cannot be said just now: then nothing may be forgotten
   */
  public Optional<Set<String>> old(Instant now) {
    Instant before = now.minus(MEMORY).plus(CLOCKS_DIFFER);
    Set<String> ids = new HashSet<>();
    try {
      boolean all =
          new QueueContents(connections).tell(order -> add(order, before, now, ids), () -> {});
      return all && ids.size() <= MOST ? Optional.of(ids) : Optional.empty();
    } catch (JMSException
        | JMSRuntimeException
        | IllegalArgumentException
        | IllegalStateException e) {
      LOG.log(System.Logger.Level.WARNING, "event=orders-unread cause={0}", e.toString());
      return Optional.empty();
    }
  }

  /** One from the future was taken while a clock was wrong: nobody knows when. */
  private static void add(Delivery order, Instant before, Instant now, Set<String> ids) {
    OptionalLong taken = QueueIds.madeAt(order.id());
    boolean old =
        taken.isEmpty()
            || taken.getAsLong() < before.toEpochMilli()
            || taken.getAsLong() > now.plus(CLOCKS_DIFFER).toEpochMilli();
    if (old && ids.size() <= MOST) {
      ids.add(order.id());
    }
  }
}
