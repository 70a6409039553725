package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.posthorn.kernel.Address;
import org.posthorn.relay.control.RelayEnvironment;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.smtp.session.QueueStart;
import org.posthorn.smtp.session.QueueStart.Outcome;
import org.posthorn.threads.Background;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.transports.boundary.TransportChoice;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.RoutedMail;

/**
 * Starts the outgoing queue for hosts that ask for their mail. RFC 1985. Each node once a minute,
 * few at once, and never on the thread of who asks. What is tried then is tried besides the
 * attempts that are planned, so that asking often sends nothing back early.
 */
@ApplicationScoped
public class QueueStarts {
  /** So many messages are counted. */
  static final int COUNTED = 1_000;

  /** So many nodes a client may name in a minute. */
  public static final int MOST_OF_CLIENT = 30;

  /** What was tried a moment ago is left alone. */
  public static final Duration REST = Duration.ofMinutes(15);

  private static final System.Logger LOG = System.getLogger(QueueStarts.class.getName());
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_AT_ONCE = 4;
  private static final int MOST_REMEMBERED = 10_000;

  @Inject OutgoingQueue queue;
  @Inject Routing routing;
  @Inject TransportChoice routes;
  @Inject OnDemandDomains onDemand;
  @Inject RelayEnvironment environment;

  private final Map<String, Start> starts = new LinkedHashMap<>(); // the oldest first
  private int running;

  private record Start(String client, long at, boolean running) {}

  /**
   * Starts it; what comes of it is seen in the queue.
   *
   * @param client the address of who asks
   */
  public QueueStart start(String client, Etrn asked) {
    List<QueueFilter> filters = filters(asked);
    if (filters.isEmpty()) {
      return QueueStart.of(Outcome.UNKNOWN);
    }
    String node = node(asked);
    Optional<Outcome> known = begin(client, node);
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
        Background.execute(environment.workers(), "queue-start", () -> work(node, asked, filters));
        handed = true;
      }
    } catch (RejectedExecutionException full) {
      LOG.log(System.Logger.Level.WARNING, "event=queue-not-started node={0}", node);
      return QueueStart.of(Outcome.NOT_NOW);
    } finally {
      if (!handed) {
        end(node);
      }
    }
    return pending == 0
        ? QueueStart.of(Outcome.NOTHING)
        : pending > COUNTED || filters.contains(QueueFilter.ALL) // others' mail was counted, too
            ? QueueStart.of(Outcome.MANY)
            : new QueueStart(Outcome.COUNTED, pending);
  }

  // the same for each way to write it
  private static String node(Etrn asked) {
    return asked.nodes() == Etrn.Nodes.QUEUE
        ? asked.toString()
        : new Etrn(asked.nodes(), Address.domain(asked.node()).orElse("")).toString();
  }

  private List<QueueFilter> filters(Etrn asked) {
    if (asked.nodes() == Etrn.Nodes.QUEUE) {
      return routes.recipientDomains(asked.node()).stream()
          .map(domain -> domain.isEmpty() ? QueueFilter.ALL : to(domain))
          .toList();
    }
    String domain = Address.domain(asked.node()).orElse("");
    boolean leaves =
        routing.route(new Address("postmaster", domain)) instanceof Route.Remote
            && !onDemand.has(domain); // RFC 2645: its host fetches it
    if (asked.nodes() == Etrn.Nodes.BELOW) { // what is ours below it, or above, is not in the queue
      return List.of(to(domain), to("." + domain));
    }
    return leaves ? List.of(to(domain)) : List.of();
  }

  private static QueueFilter to(String domain) {
    return QueueFilter.of(Optional.empty(), Optional.empty(), Optional.of(domain));
  }

  /** Notes that it begins, or says why it does not. */
  private synchronized Optional<Outcome> begin(String client, String node) {
    long now = environment.nanos().getAsLong();
    starts.values().removeIf(each -> !each.running() && now - each.at() >= PAUSE);
    Start before = starts.get(node);
    if (before != null) {
      return Optional.of(before.running() ? Outcome.UNDER_WAY : Outcome.NOT_NOW);
    }
    long own = starts.values().stream().filter(each -> each.client().equals(client)).count();
    if (running >= MOST_AT_ONCE || own >= MOST_OF_CLIENT || !room()) {
      return Optional.of(Outcome.NOT_NOW);
    }
    starts.put(node, new Start(client, now, true));
    running++;
    return Optional.empty();
  }

  // one client with many nodes does not keep the others out
  private boolean room() {
    Iterator<Start> oldest = starts.values().iterator();
    while (starts.size() >= MOST_REMEMBERED && oldest.hasNext()) {
      if (!oldest.next().running()) {
        oldest.remove();
      }
    }
    return starts.size() < MOST_REMEMBERED;
  }

  private synchronized void end(String node) {
    running--;
    Start begun = starts.remove(node);
    if (begun != null) {
      starts.put(node, new Start(begun.client(), environment.nanos().getAsLong(), false));
    }
  }

  private void work(String node, Etrn asked, List<QueueFilter> filters) {
    int started = 0;
    try {
      for (QueueFilter each : filters) {
        started += queue.start(each, entry -> meant(asked, entry));
      }
    } finally {
      end(node);
      LOG.log(System.Logger.Level.INFO, "event=queue-started node={0} rows={1}", node, started);
    }
  }

  private boolean meant(Etrn asked, QueueEntry entry) {
    Instant now = environment.clock().instant();
    List<QueueEntry.Attempt> made = entry.attempts();
    boolean rests = !made.isEmpty() && made.get(made.size() - 1).at().plus(REST).isAfter(now);
    String domain = entry.envelope().addresses().get(0).domain();
    return !rests
        && entry.next().isAfter(now) // else it is due, and on its way
        && !entry.envelope().handling().waits(now) // RFC 4865 §4
        && !onDemand.has(domain)
        && (asked.nodes() != Etrn.Nodes.QUEUE || takes(asked.node(), entry, domain));
  }

  private boolean takes(String transport, QueueEntry entry, String domain) {
    RoutedMail mail =
        new RoutedMail(
            entry.account(),
            entry.envelope().sender().map(Address::domain),
            domain,
            entry.attempted());
    return routes.of(mail).map(ChosenTransport::name).filter(transport::equals).isPresent();
  }
}
