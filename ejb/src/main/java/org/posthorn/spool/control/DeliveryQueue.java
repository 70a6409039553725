package org.posthorn.spool.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.posthorn.commit.boundary.GroupCommit;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.OutageWatch;
import org.posthorn.spool.value.Delivery;

/**
 * The JMS queue of deliveries: persistent messages with ids and addresses only. Deliveries that
 * come at the same moment share one sync of the content and one message.
 */
@ApplicationScoped
public class DeliveryQueue {

  /** Its name. */
  public static final String NAME = "posthorn.delivery";

  /** That of orders that were given up. */
  public static final String DEAD = "posthorn.dead";

  private static final System.Logger LOG = System.getLogger(DeliveryQueue.class.getName());
  private static final int MOST_AT_ONCE = 64;
  private static final String ADVICE =
      " of=BROKER answered=try-again advice=\"look after the broker; all goes on by itself\""
          + " cause=";

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  @Inject ContentStore contents;

  /** A remote broker looks at numbers of orders; with the own one the consumer sees to it alone. */
  @Inject
  @ConfigProperty(name = "posthorn.broker.url")
  Optional<String> remote;

  /** Whether other servers take from the same queue. */
  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  private final GroupCommit<Delivery> group = new GroupCommit<>(MOST_AT_ONCE, this::send);
  private final OutageWatch watch = new OutageWatch();
  private volatile boolean closing;
  private @Nullable OrderSender sender; // of the thread that leads the group

  /**
   * Adds an order; it and the octets that it names are on disk when this returns.
   *
   * @throws RuntimeException when disk or broker failed, at once; only a send of which it is not
   *     known whether the broker got it is insisted on first
   */
  public void add(Delivery delivery) {
    try {
      group.commit(List.of(delivery));
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof UncertainSend doubt) {
        doubt.resolve();
      } else {
        throw e;
      }
    }
  }

  /** Adds an order whose octets have been durable since it was taken, in a message of its own. */
  public void addAlone(Delivery delivery) {
    List<Delivery> alone = List.of(delivery);
    sendAgain(shared ? MessageGroups.apart(alone) : MessageGroups.together(alone));
  }

  private void send(List<Delivery> deliveries) {
    contents.sync(deliveries.stream().mapToLong(Delivery::contentId).toArray());
    List<OrderMessage> orders =
        shared ? MessageGroups.apart(deliveries) : MessageGroups.together(deliveries);
    OrderSender open = sender;
    sender = null;
    if (open == null) {
      sendFirst(orders);
    } else {
      sendBy(open, orders);
    }
    watch.worked().ifPresent(over -> LOG.log(System.Logger.Level.WARNING, over + " of=BROKER"));
  }

  private void sendFirst(List<OrderMessage> orders) {
    OrderSender open = open();
    try {
      open.send(orders, remote.isPresent());
      sender = open;
    } catch (RuntimeException e) {
      open.close();
      throw doubt(orders, e);
    } catch (Error e) { // nothing is tried again, and the connection goes back
      open.close();
      throw e;
    }
  }

  // The broker may have been gone and come back since the last send: nobody has to hear of that.
  private void sendBy(OrderSender open, List<OrderMessage> orders) {
    try {
      open.send(orders, remote.isPresent());
      sender = open;
      return;
    } catch (IllegalStateRuntimeException closedBefore) {
      open.close();
    } catch (RuntimeException e) {
      open.close();
      throw doubt(orders, e);
    } catch (Error e) { // as in sendFirst
      open.close();
      throw e;
    }
    sendFirst(orders);
  }

  private OrderSender open() {
    try {
      return new OrderSender(connections, NAME);
    } catch (RuntimeException e) {
      watch
          .failed()
          .ifPresent(said -> LOG.log(System.Logger.Level.WARNING, said + ADVICE + e.getMessage()));
      throw e;
    }
  }

  private RuntimeException doubt(List<OrderMessage> orders, RuntimeException cause) {
    return new UncertainSend(orders, this::sendAgain, () -> closing, cause);
  }

  private void sendAgain(List<OrderMessage> orders) {
    try (OrderSender own = open()) {
      own.send(orders, remote.isPresent());
    }
  }

  @PreDestroy
  void close() {
    closing = true;
    OrderSender open = sender;
    if (open != null) {
      open.close();
    }
  }
}
