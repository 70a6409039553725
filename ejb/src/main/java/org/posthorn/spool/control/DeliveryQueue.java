package org.posthorn.spool.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.posthorn.spool.boundary.Delivery;
import org.posthorn.spool.boundary.DeliveryMessages;

/**
 * The JMS queue of deliveries: one persistent message each, ids and addresses only. Contexts are
 * kept for the next send, because making one costs more than sending.
 */
@ApplicationScoped
public class DeliveryQueue {

  /** Its name. */
  public static final String NAME = "posthorn.delivery";

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  private final ConcurrentLinkedDeque<Sender> idle = new ConcurrentLinkedDeque<>();

  /** Adds an order; it is on disk when this returns. */
  public void add(Delivery delivery) {
    Sender sender = idle.pollFirst();
    if (sender == null) {
      sender = new Sender(connections.createContext(JMSContext.AUTO_ACKNOWLEDGE));
    }
    try {
      sender.send(delivery);
    } catch (RuntimeException e) {
      sender.close(); // the broker may be gone; the next send begins anew
      throw e;
    }
    idle.addFirst(sender);
  }

  @PreDestroy
  void close() {
    idle.forEach(Sender::close);
    idle.clear();
  }

  /** A context with its producer, for one thread at a time. */
  private static final class Sender {
    private final JMSContext context;
    private final JMSProducer producer;
    private final Queue queue;

    Sender(JMSContext context) {
      this.context = context;
      this.queue = context.createQueue(NAME);
      this.producer =
          context
              .createProducer()
              .setDeliveryMode(DeliveryMode.PERSISTENT)
              .setDisableMessageTimestamp(true);
    }

    void send(Delivery delivery) {
      Message message = DeliveryMessages.write(context, delivery);
      producer.send(queue, message);
    }

    void close() {
      try {
        context.close();
      } catch (RuntimeException alreadyBroken) {
        System.getLogger(DeliveryQueue.class.getName())
            .log(System.Logger.Level.DEBUG, "event=jms-close-failed", alreadyBroken);
      }
    }
  }
}
