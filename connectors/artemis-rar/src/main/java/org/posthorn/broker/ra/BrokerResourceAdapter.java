package org.posthorn.broker.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connects the components with a message broker: the one that it starts and stops itself, or the
 * remote one of {@code posthorn.broker.url}.
 */
public class BrokerResourceAdapter extends ActiveMQResourceAdapter {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(BrokerResourceAdapter.class.getName());

  /** After this long without an answer of a remote broker, mail is refused for now. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration RETRY = Duration.ofMillis(200);

  /**
   * When a broker goes away, each consumer's connection holds a thread until it is back; with fewer
   * threads than connections they would wait for each other.
   */
  private static final int MOST_THREADS = 512;

  private static final int SCHEDULED_THREADS = 5;
  private static final int FLOW_THREADS = 10;

  private transient @Nullable EmbeddedBroker broker;
  private boolean dialled; // whether the broker is another process

  /** Starts the embedded broker where no remote one is configured, then the adapter itself. */
  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    ActiveMQClient.setGlobalThreadPoolProperties(MOST_THREADS, SCHEDULED_THREADS, FLOW_THREADS);
    try {
      BrokerSettings settings = BrokerSettings.from(ConfigProvider.getConfig());
      if (settings.url().isPresent()) {
        dial(settings, RemoteBroker.parse(settings.url().get()));
      } else {
        broker = EmbeddedBroker.start(settings);
        setConnectorClassName(InVMConnectorFactory.class.getName());
        setConnectionParameters("serverId=" + EmbeddedBroker.SERVER_ID);
      }
    } catch (Exception e) {
      throw new ResourceAdapterInternalException(
          "The message broker did not start: " + (e.getMessage() == null ? e : e.getMessage()), e);
    }
    super.start(context);
  }

  private void dial(BrokerSettings settings, RemoteBroker remote) {
    dialled = true;
    setConnectorClassName(NettyConnectorFactory.class.getName());
    setConnectionParameters(remote.parameters());
    setReconnectAttempts(-1); // consumers come back by themselves, however long it takes
    setSetupAttempts(-1);
    setCallTimeout(CALL_TIMEOUT.toMillis());
    setCallFailoverTimeout(CALL_TIMEOUT.toMillis());
    if (!settings.user().isEmpty()) {
      setUserName(settings.user());
      setPassword(settings.password());
    }
    LOG.log(System.Logger.Level.INFO, "event=broker-remote {0}", remote.parameters());
  }

  /**
   * Is told of the factory for those who send. When a remote broker is away they hear it at once,
   * so that a client is told to come again; those who consume wait for the broker instead.
   */
  @Override
  public void setManagedConnectionFactory(ActiveMQRAManagedConnectionFactory senders) {
    super.setManagedConnectionFactory(senders);
    if (dialled) {
      senders.setReconnectAttempts(0);
      senders.setInitialConnectAttempts(1);
      senders.setRetryInterval(RETRY.toMillis()); // between the brokers of a cluster
      senders.setCallTimeout(CALL_TIMEOUT.toMillis());
    }
  }

  /** Stops the adapter, then the embedded broker. */
  @Override
  public void stop() {
    super.stop();
    EmbeddedBroker running = broker;
    broker = null;
    if (running != null) {
      try {
        running.stop();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "event=broker-not-stopped", e);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
