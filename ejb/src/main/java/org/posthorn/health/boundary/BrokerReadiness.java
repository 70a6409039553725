package org.posthorn.health.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueBrowser;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the broker lets us look into the delivery queue. */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(BrokerReadiness.class.getName());

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory broker;

  @Override
  public HealthCheckResponse call() {
    try (JMSContext context = broker.createContext();
        QueueBrowser delivery = context.createBrowser(context.createQueue("posthorn.delivery"))) {
      delivery.getEnumeration().hasMoreElements();
      return HealthCheckResponse.up("broker");
    } catch (JMSRuntimeException | JMSException e) {
      LOG.log(System.Logger.Level.WARNING, "ready=no broker={0}", e.getMessage());
      return HealthCheckResponse.down("broker");
    }
  }
}
