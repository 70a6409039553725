package org.posthorn.spool.boundary;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * The JMS form of a delivery: properties {@code delivery}, {@code content}, {@code sender} (absent
 * for the null reverse-path), {@code utf8}; the text has a recipient a line.
 */
public final class DeliveryMessages {
  private DeliveryMessages() {}

  /** Writes a delivery as a message of a context. */
  public static Message write(JMSContext context, Delivery delivery) {
    try {
      String recipients =
          String.join("\n", delivery.recipients().stream().map(Address::toString).toList());
      TextMessage message = context.createTextMessage(recipients);
      message.setStringProperty("delivery", delivery.id());
      message.setLongProperty("content", delivery.contentId());
      message.setBooleanProperty("utf8", delivery.utf8());
      if (delivery.sender().isPresent()) {
        message.setStringProperty("sender", delivery.sender().get().toString());
      }
      return message;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Delivery read(Message message) throws JMSException {
    List<Address> recipients =
        message.getBody(String.class).lines().map(DeliveryMessages::address).toList();
    String sender = message.getStringProperty("sender");
    return new Delivery(
        message.getStringProperty("delivery"),
        message.getLongProperty("content"),
        Optional.ofNullable(sender).map(DeliveryMessages::address),
        recipients,
        message.getBooleanProperty("utf8"));
  }

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("a delivery with a broken address"));
  }
}
