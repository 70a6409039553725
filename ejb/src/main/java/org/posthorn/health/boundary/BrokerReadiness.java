package org.posthorn.health.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueBrowser;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.posthorn.kernel.OutageWatch;

/** Ready when the broker lets us look into the delivery queue. */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(BrokerReadiness.class.getName());

  private final OutageWatch watch = new OutageWatch();

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory broker;

  @Override
  public HealthCheckResponse call() {
    try (JMSContext context = broker.createContext();
        QueueBrowser delivery = context.createBrowser(context.createQueue("posthorn.delivery"))) {
      delivery.getEnumeration().hasMoreElements();
      say(watch.worked(), "");
      return HealthCheckResponse.up("broker");
    } catch (JMSRuntimeException | JMSException e) {
      say(watch.failed(), " cause=" + e.getMessage());
      return HealthCheckResponse.down("broker");
    }
  }

  private static void say(Optional<String> story, String cause) {
    story.ifPresent(
        said -> LOG.log(System.Logger.Level.WARNING, () -> said + " of=BROKER" + cause));
  }
}
