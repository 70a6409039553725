package org.posthorn.broker.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.ConnectionFactoryProperties;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;
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

  /** After this long without a sign of life, either side gives the connection up. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration SETUP = Duration.ofMillis(500);

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
        dial(settings, RemoteBroker.parse(settings));
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

  private void dial(BrokerSettings settings, List<RemoteBroker> brokers) {
    dialled = true;
    String connector = NettyConnectorFactory.class.getName();
    setConnectorClassName(String.join(",", Collections.nCopies(brokers.size(), connector)));
    getProperties()
        .setParsedConnectionParameters(brokers.stream().map(RemoteBroker::parameters).toList());
    setUseTopologyForLoadBalancing(false); // the configured addresses, and their TLS, are the right
    setReconnectAttempts(0); // but consumers fail over, to the same one or another, for ever
    setRetryInterval(RETRY.toMillis());
    setSetupAttempts(-1);
    setSetupInterval(SETUP.toMillis());
    setClientFailureCheckPeriod(SILENCE.dividedBy(3).toMillis());
    setConnectionTTL(SILENCE.toMillis());
    setCallTimeout(CALL_TIMEOUT.toMillis());
    setCallFailoverTimeout(CALL_TIMEOUT.toMillis());
    if (!settings.user().isEmpty()) {
      setUserName(settings.user());
      setPassword(settings.password());
    }
    LOG.log(
        System.Logger.Level.INFO, "event=broker-remote at={0} user={1}", brokers, settings.user());
  }

  /**
   * Consumers whose broker goes away look for it, or a backup, for ever; those who send hear it at
   * once, so that a client is told to come again.
   */
  @Override
  public ActiveMQConnectionFactory newConnectionFactory(ConnectionFactoryProperties wanted) {
    ActiveMQConnectionFactory factory = super.newConnectionFactory(wanted);
    if (dialled && wanted instanceof ActiveMQActivationSpec) {
      factory.getServerLocator().setFailoverAttempts(-1);
    }
    return factory;
  }

  /** Is told of the factory for those who send. */
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
