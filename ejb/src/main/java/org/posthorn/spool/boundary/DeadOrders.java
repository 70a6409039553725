package org.posthorn.spool.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.util.List;
import org.posthorn.kernel.Statistics;
import org.posthorn.spool.control.DeliveryQueue;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/**
 * Takes orders out of the way that cannot be read: nobody knows any more what they asked for, and
 * trying again does not help. An operator finds them in the queue of what was given up.
 */
@ApplicationScoped
public class DeadOrders {
  private static final System.Logger LOG = System.getLogger(DeadOrders.class.getName());
  private static final int SHOWN = 80;

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  /**
   * Moves damaged orders there, and puts those that came with them back into the queue of
   * deliveries, as a message of their own.
   *
   * @throws RuntimeException when the broker failed; the same call may be made again
   */
  public void bury(DeliveryText.Orders orders) {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
      for (String damaged : orders.damaged()) {
        producer.send(context.createQueue(DeliveryQueue.DEAD), context.createTextMessage(damaged));
        tell(damaged);
      }
      List<Delivery> whole = orders.whole();
      if (!whole.isEmpty()) {
        producer.send(
            context.createQueue(DeliveryQueue.NAME),
            context.createTextMessage(DeliveryText.write(whole)));
      }
    }
  }

  /** Moves a message there of which nothing can be read, as it is. */
  public void bury(Message unreadable) {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      context
          .createProducer()
          .setDeliveryMode(DeliveryMode.PERSISTENT)
          .send(context.createQueue(DeliveryQueue.DEAD), unreadable);
      tell("");
    }
  }

  private static void tell(String text) {
    Statistics.of("orders_damaged").increment();
    String first = text.lines().findFirst().orElse("").replaceAll("[^!-~ ]|[\"\\\\]", "?");
    LOG.log(
        System.Logger.Level.ERROR,
        "event=order-damaged moved-to={0} begins=\"{1}\" advice=\"{2}; what the order referred to"
            + " is kept for 30 days\"",
        DeliveryQueue.DEAD,
        first.substring(0, Math.min(SHOWN, first.length())),
        DeliveryText.later(text)
            ? "written by a later version of Posthorn, which will read it"
            : "look into that queue");
  }
}
