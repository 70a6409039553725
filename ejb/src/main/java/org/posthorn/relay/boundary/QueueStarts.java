package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.posthorn.kernel.Address;
import org.posthorn.relay.control.RelayEnvironment;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.smtp.session.QueueStart;
import org.posthorn.smtp.session.QueueStart.Outcome;
import org.posthorn.threads.Background;
import org.posthorn.transports.boundary.TransportChoice;

/**
 * Starts the outgoing queue for hosts that ask for their mail. RFC 1985. Each node once a minute,
 * few at once, and never on the thread of who asks.
 */
@ApplicationScoped
public class QueueStarts {
  /** So many messages are counted. */
  static final int COUNTED = 1_000;

  private static final System.Logger LOG = System.getLogger(QueueStarts.class.getName());
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_AT_ONCE = 4;
  private static final int MOST_REMEMBERED = 10_000;

  @Inject OutgoingQueue queue;
  @Inject Routing routing;
  @Inject TransportChoice routes;
  @Inject RelayEnvironment environment;

  private final Map<String, Start> starts = new LinkedHashMap<>(); // the oldest first
  private int running;

  private record Start(long at, boolean running) {}

  /** Starts it; what comes of it is seen in the queue. */
  public QueueStart start(Etrn asked) {
    List<QueueFilter> filters = filters(asked);
    if (filters.isEmpty()) {
      return QueueStart.of(Outcome.UNKNOWN);
    }
    String node = asked.toString();
    Optional<Outcome> known = begin(node);
    if (known.isPresent()) {
      return QueueStart.of(known.get());
    }
    int pending = 0;
    boolean handed = false;
    try {
      for (QueueFilter each : filters) {
        pending += queue.pending(each, COUNTED + 1);
      }
      if (pending > 0) {
        Background.execute(environment.workers(), "queue-start", () -> work(node, filters));
        handed = true;
      }
    } catch (RejectedExecutionException full) {
      LOG.log(System.Logger.Level.WARNING, "event=queue-not-started node={0}", node);
      return QueueStart.of(Outcome.NOT_NOW);
    } finally {
      if (!handed) {
        end(node, pending == 0);
      }
    }
    return pending == 0
        ? QueueStart.of(Outcome.NOTHING)
        : pending > COUNTED
            ? QueueStart.of(Outcome.MANY)
            : new QueueStart(Outcome.COUNTED, pending);
  }

  private List<QueueFilter> filters(Etrn asked) {
    if (asked.nodes() == Etrn.Nodes.QUEUE) {
      return routes.recipientDomains(asked.node()).stream()
          .map(domain -> domain.isEmpty() ? QueueFilter.ALL : to(domain))
          .toList();
    }
    String domain = Address.domain(asked.node()).orElse("");
    boolean leaves = routing.route(new Address("postmaster", domain)) instanceof Route.Remote;
    if (asked.nodes() == Etrn.Nodes.BELOW) { // what is ours below it, or above, is not in the queue
      return List.of(to(domain), to("." + domain));
    }
    return leaves ? List.of(to(domain)) : List.of();
  }

  private static QueueFilter to(String domain) {
    return QueueFilter.of(Optional.empty(), Optional.empty(), Optional.of(domain));
  }

  /** Notes that it begins, or says why it does not. */
  private synchronized Optional<Outcome> begin(String node) {
    long now = environment.nanos().getAsLong();
    starts.values().removeIf(each -> !each.running() && now - each.at() >= PAUSE);
    Start before = starts.get(node);
    if (before != null) {
      return Optional.of(before.running() ? Outcome.UNDER_WAY : Outcome.NOT_NOW);
    }
    if (running >= MOST_AT_ONCE || starts.size() >= MOST_REMEMBERED) {
      return Optional.of(Outcome.NOT_NOW);
    }
    starts.put(node, new Start(now, true));
    running++;
    return Optional.empty();
  }

  private synchronized void end(String node, boolean forget) {
    running--;
    starts.remove(node);
    if (!forget) {
      starts.put(node, new Start(environment.nanos().getAsLong(), false));
    }
  }

  private void work(String node, List<QueueFilter> filters) {
    int started = 0;
    try {
      for (QueueFilter each : filters) {
        started += queue.start(each);
      }
    } finally {
      end(node, false);
      LOG.log(System.Logger.Level.INFO, "event=queue-started node={0} rows={1}", node, started);
    }
  }
}
