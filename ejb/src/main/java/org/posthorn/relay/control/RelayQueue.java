package org.posthorn.relay.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The JMS queue that says when to look at which group: one persistent message without body,
 * properties {@code delivery}, {@code domain} and {@code sender}, delivered when the group is due.
 */
@ApplicationScoped
public class RelayQueue {

  /** Its name. */
  public static final String NAME = "posthorn.relay";

  private static final System.Logger LOG = System.getLogger(RelayQueue.class.getName());
  private static final String DELIVERY = "delivery";
  private static final String DOMAIN = "domain";
  private static final String SENDER = "sender";
  private static final String PRIORITY = "priority";

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  private final ConcurrentLinkedDeque<JMSContext> idle = new ConcurrentLinkedDeque<>();

  /**
   * Asks for an attempt after a time. The message is on disk when this returns.
   *
   * @throws JMSRuntimeException when the broker does not take it
   */
  public void announce(Destination group, Duration delay) {
    JMSContext context = idle.pollFirst();
    if (context != null) {
      try {
        announce(context, group, delay);
        return;
      } catch (JMSRuntimeException closedMeanwhile) { // once too often does no harm
        LOG.log(System.Logger.Level.DEBUG, "event=jms-connection-lost", closedMeanwhile);
      }
    }
    announce(connections.createContext(JMSContext.AUTO_ACKNOWLEDGE), group, delay);
  }

  private void announce(JMSContext context, Destination group, Duration delay) {
    try {
      context
          .createProducer()
          .setDeliveryMode(DeliveryMode.PERSISTENT)
          .setPriority(Message.DEFAULT_PRIORITY + group.priority() / 2)
          .setDeliveryDelay(Math.max(0, delay.toMillis()))
          .send(context.createQueue(NAME), message(context, group));
    } catch (RuntimeException | Error e) {
      close(context); // the broker may be gone; the next send begins anew
      throw e;
    }
    idle.addFirst(context);
  }

  private static Message message(JMSContext context, Destination group) {
    try {
      Message message = context.createMessage();
      message.setStringProperty(DELIVERY, group.delivery());
      message.setStringProperty(DOMAIN, group.domain());
      message.setStringProperty(SENDER, group.sender());
      message.setIntProperty(PRIORITY, group.priority());
      return message;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /** The group of a message; none when somebody else put it there. */
  public static Optional<Destination> read(Message message) throws JMSException {
    String delivery = message.getStringProperty(DELIVERY);
    String domain = message.getStringProperty(DOMAIN);
    String sender = message.getStringProperty(SENDER); // not there in those of earlier versions
    return delivery == null || domain == null
        ? Optional.empty()
        : Optional.of(
            new Destination(delivery, domain, sender == null ? "" : sender, priority(message)));
  }

  private static int priority(Message message) throws JMSException {
    return message.propertyExists(PRIORITY) ? message.getIntProperty(PRIORITY) : 0;
  }

  @PreDestroy
  void close() {
    idle.forEach(RelayQueue::close);
    idle.clear();
  }

  private static void close(JMSContext context) {
    try {
      context.close();
    } catch (RuntimeException alreadyBroken) {
      LOG.log(System.Logger.Level.DEBUG, "event=jms-close-failed", alreadyBroken);
    }
  }
}
