package org.posthorn.spool.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.commit.boundary.GroupCommit;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.spool.boundary.Delivery;
import org.posthorn.spool.boundary.DeliveryText;

/**
 * The JMS queue of deliveries: persistent messages with ids and addresses only. Deliveries that
 * come at the same moment share one sync of the content and one message.
 */
@ApplicationScoped
public class DeliveryQueue {

  /** Its name. */
  public static final String NAME = "posthorn.delivery";

  private static final int MOST_AT_ONCE = 64;

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  @Inject ContentStore contents;

  private final GroupCommit<Delivery> group = new GroupCommit<>(MOST_AT_ONCE, this::send);
  private @Nullable Sender sender; // of the thread that leads the group

  /** Adds an order; it and the octets that it names are on disk when this returns. */
  public void add(Delivery delivery) {
    group.commit(List.of(delivery));
  }

  private void send(List<Delivery> deliveries) {
    contents.sync(deliveries.stream().mapToLong(Delivery::contentId).toArray());
    Sender open = sender;
    if (open == null) {
      open = new Sender(connections.createContext(JMSContext.AUTO_ACKNOWLEDGE));
    }
    sender = null;
    try {
      open.send(deliveries);
      sender = open;
    } finally {
      if (sender == null) {
        open.close(); // the broker may be gone; the next send begins anew
      }
    }
  }

  @PreDestroy
  void close() {
    Sender open = sender;
    if (open != null) {
      open.close();
    }
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

    void send(List<Delivery> deliveries) {
      producer.send(queue, context.createTextMessage(DeliveryText.write(deliveries)));
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
