package org.posthorn.spool.control;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;

/** A connection to the broker with what sending takes, for one thread at a time. */
final class OrderSender implements AutoCloseable {
  /** Artemis takes one message with a value of it only. */
  private static final String NUMBER = "_AMQ_DUPL_ID";

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
   * Sends; the broker has it on disk when this returns.
   *
   * @param numbered whether the broker is to look at the number, which makes it work more
   */
  void send(Order order, boolean numbered) {
    if (numbered) {
      producer.setProperty(NUMBER, order.number());
    }
    producer.send(queue, context.createTextMessage(order.text()));
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
