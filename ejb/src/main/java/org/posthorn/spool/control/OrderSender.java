package org.posthorn.spool.control;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.util.List;

/** A connection to the broker with what sending takes, for one thread at a time. */
final class OrderSender implements AutoCloseable {
  /** Artemis takes one message with a value of it only. */
  private static final String NUMBER = "_AMQ_DUPL_ID";

  /** Messages with the same value of it go to one consumer, as long as that is there. */
  private static final String GROUP = "JMSXGroupID";

  private final JMSContext context;
  private final JMSProducer producer;
  private final Queue queue;

  /** Connects, or throws when the broker does not answer. */
  OrderSender(ConnectionFactory connections, String queue) {
    this.context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    this.queue = context.createQueue(queue);
    this.producer =
        context
            .createProducer()
            .setDeliveryMode(DeliveryMode.PERSISTENT)
            .setDisableMessageTimestamp(true);
  }

  /**
   * Sends; the broker has them on disk when this returns.
   *
   * @param numbered whether the broker is to look at the number, which makes it work more
   */
  void send(List<OrderMessage> orders, boolean numbered) {
    for (OrderMessage order : orders) {
      producer.clearProperties();
      if (numbered) {
        producer.setProperty(NUMBER, order.number());
      }
      order.group().ifPresent(group -> producer.setProperty(GROUP, group));
      producer.send(queue, context.createTextMessage(order.text()));
    }
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (RuntimeException alreadyBroken) {
      System.getLogger(OrderSender.class.getName())
          .log(System.Logger.Level.DEBUG, "event=jms-close-failed", alreadyBroken);
    }
  }
}
