package org.posthorn.broker.ra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQLockAcquisitionTimeoutException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.nativo.jlibaio.LibaioContext;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.DataFiles;

/**
 * A broker inside this virtual machine, reachable by nobody else, whose acknowledged messages are
 * on disk.
 */
final class EmbeddedBroker {
  /** Its number among the brokers of one virtual machine. */
  static final int SERVER_ID = 1587;

  private static final System.Logger LOG = System.getLogger(EmbeddedBroker.class.getName());
  private static final String DEAD = "posthorn.dead";
  private static final String[] QUEUES = {"posthorn.delivery", "posthorn.relay", DEAD};
  private static final String[] TOPICS = {"posthorn.changes"};
  private static final int MIB = 1 << 20;

  /** A server that is being stopped may hold the journal for a while. */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  /** Every half a minute for five days: as long as others try to send mail to us. */
  private static final int MOST_DELIVERIES = 15_000;

  private final ActiveMQServer server;
  private final JournalNames names;
  private final Path running; // is there after a crash

  private EmbeddedBroker(ActiveMQServer server, JournalNames names, Path running) {
    this.server = server;
    this.names = names;
    this.running = running;
  }

  /** Starts a broker on the journal of the settings, or creates that journal. */
  static EmbeddedBroker start(BrokerSettings settings) throws Exception {
    return start(settings, LOCK_WAIT);
  }

  static EmbeddedBroker start(BrokerSettings settings, Duration lockWait) throws Exception {
    DataFiles.createDirectories(settings.journal());
    Path running = settings.journal().resolve("running");
    boolean crashed = Files.exists(running);
    DataFiles.replace(running, new byte[0]);
    Configuration configuration = configuration(settings);
    configuration.setJournalLockAcquisitionTimeout(lockWait.toMillis()); // else it waits for ever
    ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    server.registerActivationFailureListener(failure::set);
    if (crashed) { // before the broker tidies up; it waits for its lock first, so may we
      JournalTails.tell(settings.journal());
    }
    server.start();
    if (failure.get() != null || !server.waitForActivation(30, TimeUnit.SECONDS)) {
      server.stop();
      throw new IllegalStateException(why(settings, failure.get()), failure.get());
    }
    JournalNames names =
        new JournalNames(
            List.of(
                settings.journal(),
                settings.journal().resolve("journal"),
                settings.journal().resolve("bindings")));
    names.start();
    LOG.log(
        System.Logger.Level.INFO,
        "event=broker-started journal={0} type={1}",
        settings.journal(),
        configuration.getJournalType());
    return new EmbeddedBroker(server, names, running);
  }

  private static String why(BrokerSettings settings, @Nullable Exception failure) {
    boolean locked =
        failure == null
            || failure instanceof ActiveMQLockAcquisitionTimeoutException
            || failure.getCause() instanceof ActiveMQLockAcquisitionTimeoutException;
    return locked
        ? "another server uses the journal " + settings.journal()
        : "the journal " + settings.journal() + " cannot be used: " + failure;
  }

  /** One of its queues. */
  Optional<Queue> queue(String name) {
    return Optional.ofNullable(server.locateQueue(SimpleString.of(name)));
  }

  /** Writes what is open to the journal and ends. */
  void stop() throws Exception {
    names.close();
    server.stop();
    Files.deleteIfExists(running);
    LOG.log(System.Logger.Level.INFO, "event=broker-stopped");
  }

  private static Configuration configuration(BrokerSettings settings) throws Exception {
    Configuration configuration = new ConfigurationImpl();
    configuration.setName("posthorn");
    configuration.addAcceptorConfiguration(
        new TransportConfiguration(
            InVMAcceptorFactory.class.getName(), Map.of("serverId", SERVER_ID), "in-vm"));
    configuration.setSecurityEnabled(false); // only this virtual machine can reach it
    configuration.setJMXManagementEnabled(false);
    configuration.setMessageCounterEnabled(false);
    configuration.setPersistIDCache(false);
    configuration.setGlobalMaxSize(settings.globalMaxSize());
    configuration.setMaxDiskUsage(-1); // content fills the same disk and has its own guard
    configuration.setThreadPoolMaxSize(16);
    configuration.setScheduledThreadPoolMaxSize(2);
    journal(configuration, settings);
    addresses(configuration);
    return configuration;
  }

  private static void journal(Configuration configuration, BrokerSettings settings) {
    configuration.setBrokerInstance(settings.journal().toFile());
    configuration.setJournalDirectory(settings.journal().resolve("journal").toString());
    configuration.setBindingsDirectory(settings.journal().resolve("bindings").toString());
    configuration.setPagingDirectory(settings.journal().resolve("paging").toString());
    configuration.setLargeMessagesDirectory(settings.journal().resolve("large").toString());
    configuration.setPersistenceEnabled(true);
    configuration.setJournalSyncNonTransactional(true);
    configuration.setJournalSyncTransactional(true);
    configuration.setJournalType(LibaioContext.isLoaded() ? JournalType.ASYNCIO : JournalType.NIO);
    configuration.setJournalBufferTimeout_NIO((int) settings.nioBufferTimeout().toNanos());
    configuration.setJournalBufferTimeout_AIO((int) settings.aioBufferTimeout().toNanos());
    configuration.setJournalFileSize(10 * MIB);
    configuration.setJournalMinFiles(2);
    configuration.setJournalPoolFiles(4);
  }

  private static void addresses(Configuration configuration) {
    for (String name : QUEUES) {
      configuration.addAddressConfiguration(
          new CoreAddressConfiguration()
              .setName(name)
              .addRoutingType(RoutingType.ANYCAST)
              .addQueueConfig(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST)));
    }
    for (String name : TOPICS) {
      configuration.addAddressConfiguration(
          new CoreAddressConfiguration().setName(name).addRoutingType(RoutingType.MULTICAST));
    }
    configuration.addAddressSetting(
        "#",
        new AddressSettings()
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
            .setMaxSizeBytes(8L * MIB)
            .setPageSizeBytes(MIB)
            .setMaxReadPageBytes(2 * MIB)
            .setDeadLetterAddress(SimpleString.of(DEAD))
            .setMaxDeliveryAttempts(MOST_DELIVERIES)
            .setRedeliveryDelay(1_000)
            .setRedeliveryMultiplier(2)
            .setMaxRedeliveryDelay(30_000)
            .setAutoCreateAddresses(false)
            .setAutoCreateQueues(false));
  }
}
