package org.posthorn.delivery.boundary;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.Optional;
import org.posthorn.spool.boundary.DeadOrders;
import org.posthorn.spool.value.DeliveryText;

/**
 * Takes deliveries off the queue. What goes wrong is thrown, so that the queue keeps the message
 * and brings it again.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "destination", propertyValue = "posthorn.delivery"),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      @ActivationConfigProperty(
          propertyName = "acknowledgeMode",
          propertyValue = "Auto-acknowledge"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "16")
    })
@TransactionManagement(TransactionManagementType.BEAN)
public class LocalDelivery implements MessageListener {
  @Inject Deliveries deliveries;
  @Inject DeadOrders dead;

  @Override
  public void onMessage(Message message) {
    Optional<DeliveryText.Orders> orders = read(message);
    if (orders.isEmpty()) {
      dead.bury(message);
    } else if (!orders.get().damaged().isEmpty()) {
      dead.bury(orders.get()); // the others come again, by themselves
    } else {
      deliveries.deliver(orders.get().whole(), times(message));
    }
  }

  private static int times(Message message) {
    try {
      return message.getIntProperty("JMSXDeliveryCount"); // Jakarta Messaging 3.1 §3.5.11
    } catch (JMSException | NumberFormatException unknown) {
      return 1;
    }
  }

  // The text was read with the message already: what fails here, fails again.
  private static Optional<DeliveryText.Orders> read(Message message) {
    try {
      return Optional.of(DeliveryText.read(message.getBody(String.class)));
    } catch (JMSException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}
