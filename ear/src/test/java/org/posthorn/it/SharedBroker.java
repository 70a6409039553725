package org.posthorn.it;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * A broker of its own, set up by the file that operators get for that ({@code
 * resources/server/artemis/broker.xml}): only a name and its password get in.
 */
final class SharedBroker {
  private static final Path FILE =
      Path.of("..", "resources", "server", "artemis", "broker.xml").toAbsolutePath().normalize();
  private static final String USER = "posthorn";
  private static final String PASSWORD = "a;b=c ,d";

  private final ActiveMQServer server;
  private final int port = Ports.free();

  SharedBroker(Path directory) throws Exception {
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files = new FileDeploymentManager(FILE.toUri().toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    configuration.setBrokerInstance(directory.toFile());
    configuration.setJournalDirectory(directory.resolve("journal").toString());
    configuration.setBindingsDirectory(directory.resolve("bindings").toString());
    configuration.setPagingDirectory(directory.resolve("paging").toString());
    configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
    configuration.setJournalType(JournalType.NIO);
    configuration.setJMXManagementEnabled(false);
    configuration.setMaxDiskUsage(-1);
    configuration.clearAcceptorConfigurations();
    configuration.addAcceptorConfiguration(
        new TransportConfiguration(
            NettyAcceptorFactory.class.getName(),
            Map.of("host", "127.0.0.1", "port", port, "useEpoll", false)));
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(USER, PASSWORD);
    users.addRole(USER, "posthorn");
    server =
        ActiveMQServers.newActiveMQServer(
            configuration,
            null,
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    server.start();
  }

  /** Has a server use it. */
  RunningServer with(RunningServer mails) {
    return mails
        .with("posthorn.broker.url", "tcp://127.0.0.1:" + port)
        .with("posthorn.broker.user", USER)
        .with("posthorn.broker.password", PASSWORD);
  }

  /** After {@link #stop}, on the same files and port. */
  void start() throws Exception {
    server.start();
  }

  void stop() throws Exception {
    server.stop();
  }
}
