package org.posthorn.spool.control;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/**
 * Reads the orders in the delivery queue and in that of orders that were given up, and makes sure
 * that none is overlooked: a browser does not see what is being delivered, nor what waits to be
 * delivered again.
 */
public final class QueueContents {
  private static final System.Logger LOG = System.getLogger(QueueContents.class.getName());
  private static final int TRIES = 60;
  private static final long BETWEEN_MILLIS = 1_000;

  /** Sooner than this no order that failed comes back to where a browser sees it. */
  private static final long REDELIVERY_NANOS = 900_000_000;

  private final ConnectionFactory connections;

  /** Of this broker. */
  public QueueContents(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * Tells the content ids of all orders; false when some may have been overlooked.
   *
   * @param unknown hears of an order that is damaged, so that nobody knows to what it refers
   */
  public boolean tell(LongConsumer ids, Runnable unknown, Runnable pace) throws JMSException {
    return read(
        orders -> {
          orders.whole().stream().mapToLong(Delivery::contentId).forEach(ids);
          for (String damaged : orders.damaged()) {
            DeliveryText.contentOf(damaged).ifPresent(ids); // if that is right, it is kept
            unknown.run();
          }
        },
        unknown,
        pace);
  }

  /** Tells all orders that can be read; false when some may have been overlooked. */
  public boolean tell(Consumer<Delivery> each, Runnable pace) throws JMSException {
    return read(orders -> orders.whole().forEach(each), () -> {}, pace);
  }

  private boolean read(Consumer<DeliveryText.Orders> orders, Runnable unknown, Runnable pace)
      throws JMSException {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        InFlightCount hidden = new InFlightCount(context, DeliveryQueue.NAME)) {
      for (int left = TRIES; left > 0; left--) {
        read(
            context,
            DeliveryQueue.DEAD,
            orders,
            unknown); // before: an operator may move orders back from there
        if (readAtRest(context, hidden, orders, unknown)) {
          read(
              context,
              DeliveryQueue.DEAD,
              orders,
              unknown); // after: an order may just have been given up
          return true;
        }
        pace.run();
        pause();
      }
      return false;
    }
  }

  /** Reads the queue in a moment in which nothing of it is hidden, neither before nor after. */
  private static boolean readAtRest(
      JMSContext context,
      InFlightCount hidden,
      Consumer<DeliveryText.Orders> orders,
      Runnable unknown)
      throws JMSException {
    if (hidden.count() > 0) {
      return false;
    }
    long began = System.nanoTime();
    read(context, DeliveryQueue.NAME, orders, unknown);
    return hidden.count() == 0 && System.nanoTime() - began < REDELIVERY_NANOS;
  }

  private static void read(
      JMSContext context, String queue, Consumer<DeliveryText.Orders> orders, Runnable unknown)
      throws JMSException {
    try (QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
      Enumeration<?> messages = browser.getEnumeration();
      while (messages.hasMoreElements()) {
        if (messages.nextElement() instanceof TextMessage order) { // others name rows of the relay
          tell(order, orders, unknown);
        }
      }
    }
  }

  private static void tell(
      TextMessage order, Consumer<DeliveryText.Orders> orders, Runnable unknown) {
    try {
      orders.accept(DeliveryText.read(order.getText()));
    } catch (JMSException | RuntimeException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "event=order-unreadable", unreadable);
      unknown.run();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
