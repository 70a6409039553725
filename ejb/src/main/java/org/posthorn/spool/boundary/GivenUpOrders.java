package org.posthorn.spool.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.posthorn.spool.control.DeliveryQueue;
import org.posthorn.spool.value.DeadEntry;
import org.posthorn.spool.value.DeadEntry.Kind;
import org.posthorn.spool.value.DeliveryText;

/**
 * What the broker or {@link DeadOrders} has given up, for administrators: they see it, and put it
 * back or throw it away.
 */
@ApplicationScoped
public class GivenUpOrders {
  private static final System.Logger LOG = System.getLogger(GivenUpOrders.class.getName());
  private static final String ATTEMPTS = "posthorn.relay";
  private static final int SHOWN = 200;
  private static final long PATIENCE_MILLIS = 5_000;

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  /**
   * The first of them.
   *
   * @throws JMSRuntimeException when the broker does not answer
   */
  public List<DeadEntry> list(int limit) {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = context.createBrowser(context.createQueue(DeliveryQueue.DEAD))) {
      List<DeadEntry> found = new ArrayList<>();
      Enumeration<?> all = browser.getEnumeration();
      while (all.hasMoreElements() && found.size() < limit) {
        if (all.nextElement() instanceof Message message) {
          found.add(entry(message));
        }
      }
      return List.copyOf(found);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  private static DeadEntry entry(Message message) throws JMSException {
    String id = message.getJMSMessageID();
    if (!(message instanceof TextMessage order)) {
      String delivery = message.getStringProperty("delivery");
      String domain = message.getStringProperty("domain");
      return delivery == null || domain == null
          ? new DeadEntry(id, Kind.DAMAGED, List.of(), "")
          : new DeadEntry(id, Kind.RELAY, List.of(), delivery + " " + domain);
    }
    String text = order.getText() == null ? "" : order.getText();
    try {
      DeliveryText.Orders orders = DeliveryText.read(text);
      if (orders.damaged().isEmpty() && !orders.whole().isEmpty()) {
        return new DeadEntry(id, Kind.DELIVERY, orders.whole(), "");
      }
    } catch (RuntimeException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "event=order-unreadable", unreadable);
    }
    String first = text.replaceAll("[^!-~ ]", "?");
    return new DeadEntry(
        id, Kind.DAMAGED, List.of(), first.substring(0, Math.min(SHOWN, first.length())));
  }

  /**
   * Puts one back into the queue that it came from. It is there before it is taken away here: what
   * comes twice is done once.
   *
   * @return whether there was such a message
   * @throws JMSRuntimeException when the broker does not answer
   */
  public boolean requeue(String id) {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      Optional<Message> message = find(context, id);
      if (message.isPresent()) {
        String queue = entry(message.get()).kind() == Kind.RELAY ? ATTEMPTS : DeliveryQueue.NAME;
        context
            .createProducer()
            .setDeliveryMode(DeliveryMode.PERSISTENT)
            .send(context.createQueue(queue), copy(context, message.get()));
        take(context, id);
        LOG.log(System.Logger.Level.INFO, "event=order-requeued message={0}", id);
      }
      return message.isPresent();
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  // by which the broker counted its deliveries stays behind
  private static Message copy(JMSContext context, Message old) throws JMSException {
    if (old instanceof TextMessage order) {
      return context.createTextMessage(order.getText());
    }
    Message made = context.createMessage();
    for (String each : List.of("delivery", "domain", "sender")) {
      String value = old.getStringProperty(each);
      if (value != null) {
        made.setStringProperty(each, value);
      }
    }
    return made;
  }

  /**
   * Throws one away.
   *
   * @return whether there was such a message
   * @throws JMSRuntimeException when the broker does not answer
   */
  public boolean drop(String id) {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      boolean there = find(context, id).isPresent() && take(context, id);
      if (there) {
        LOG.log(System.Logger.Level.INFO, "event=order-dropped message={0}", id);
      }
      return there;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  private static Optional<Message> find(JMSContext context, String id) throws JMSException {
    try (QueueBrowser browser =
        context.createBrowser(context.createQueue(DeliveryQueue.DEAD), selector(id))) {
      Enumeration<?> all = browser.getEnumeration();
      return all.hasMoreElements() && all.nextElement() instanceof Message message
          ? Optional.of(message)
          : Optional.empty();
    }
  }

  private static boolean take(JMSContext context, String id) {
    try (JMSConsumer consumer =
        context.createConsumer(context.createQueue(DeliveryQueue.DEAD), selector(id))) {
      return consumer.receive(PATIENCE_MILLIS) != null;
    }
  }

  private static String selector(String id) {
    return "JMSMessageID = '" + id.replace("'", "''") + "'";
  }
}
