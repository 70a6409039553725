package org.posthorn.it;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;

/** A broker of its own, as an operator sets it up for several servers. */
final class SharedBroker {
  private final ActiveMQServer server;
  private final int port = Ports.free();

  SharedBroker(Path directory) throws Exception {
    Configuration configuration = new ConfigurationImpl();
    configuration.setBrokerInstance(directory.toFile());
    configuration.setJournalDirectory(directory.resolve("journal").toString());
    configuration.setBindingsDirectory(directory.resolve("bindings").toString());
    configuration.setPagingDirectory(directory.resolve("paging").toString());
    configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
    configuration.setJournalType(JournalType.NIO);
    configuration.setSecurityEnabled(false);
    configuration.setJMXManagementEnabled(false);
    configuration.addAcceptorConfiguration(
        new TransportConfiguration(
            NettyAcceptorFactory.class.getName(),
            Map.of("host", "127.0.0.1", "port", port, "useEpoll", false)));
    queue(configuration, "posthorn.delivery");
    queue(configuration, "posthorn.relay");
    queue(configuration, "posthorn.dead");
    configuration.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName("posthorn.changes")
            .addRoutingType(RoutingType.MULTICAST));
    server = ActiveMQServers.newActiveMQServer(configuration);
    server.start();
  }

  private static void queue(Configuration configuration, String name) {
    configuration.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName(name)
            .addRoutingType(RoutingType.ANYCAST)
            .addQueueConfig(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST)));
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  void stop() throws Exception {
    server.stop();
  }
}
