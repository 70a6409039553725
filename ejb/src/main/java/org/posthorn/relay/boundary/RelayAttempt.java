package org.posthorn.relay.boundary;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.posthorn.relay.control.Attempts;
import org.posthorn.relay.control.RelayQueue;

/** Is told by the JMS queue when an attempt is due. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "destination", propertyValue = "posthorn.relay"),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      @ActivationConfigProperty(
          propertyName = "acknowledgeMode",
          propertyValue = "Auto-acknowledge"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4")
    })
@TransactionManagement(TransactionManagementType.BEAN)
public class RelayAttempt implements MessageListener {
  @Inject Attempts attempts;

  @Override
  public void onMessage(Message message) {
    try {
      RelayQueue.read(message).ifPresent(attempts::run);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
