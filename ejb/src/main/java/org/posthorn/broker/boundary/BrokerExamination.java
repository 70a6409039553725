package org.posthorn.broker.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.broker.control.BrokerDemands;
import org.posthorn.threads.Background;

/**
 * Compares, after the start, what a broker elsewhere is set up for with what is needed, and says
 * what is wrong with it: with Artemis' own defaults accepted mail would be lost.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BrokerExamination {
  private static final System.Logger LOG = System.getLogger(BrokerExamination.class.getName());
  private static final String FILE = "resources/server/artemis/broker.xml";
  private static final String BROKER = "broker";

  @Inject
  @ConfigProperty(name = "posthorn.broker.url")
  Optional<String> remote;

  @Resource(lookup = "java:app/jms/posthorn")
  ConnectionFactory connections;

  @Resource ManagedExecutorService executor;

  @PostConstruct
  void begin() {
    if (remote.isPresent()) {
      try {
        Background.execute(executor, "examine-broker", this::examine);
      } catch (RejectedExecutionException stopping) {
        LOG.log(System.Logger.Level.DEBUG, "event=broker-not-examined", stopping);
      }
    }
  }

  private void examine() {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        BrokerManagement management = new BrokerManagement(context)) {
      examine(management);
    } catch (JMSException | RuntimeException e) { // whatever it is, there is nobody else to tell
      LOG.log(
          System.Logger.Level.WARNING,
          "event=broker-not-examined advice=\"could not look; the broker is away, or its user may not"
              + " ask activemq.management: compare its settings with {0}\" cause={1}",
          FILE,
          e.getMessage());
    }
  }

  private static void examine(BrokerManagement management) throws JMSException {
    say(
        BROKER,
        BrokerDemands.missing(
            names(management.operation(BROKER, "getQueueNames", "ANYCAST")),
            names(management.operation(BROKER, "getAddressNames"))));
    say(
        BROKER,
        BrokerDemands.ofBroker(
            truth(management.attribute(BROKER, "persistenceEnabled")),
            truth(management.attribute(BROKER, "journalSyncNonTransactional"))));
    for (String address : BrokerDemands.WORK) {
      say(address, BrokerDemands.ofWork(settings(management, address)));
    }
    String topic = BrokerDemands.TOPIC;
    say(topic, BrokerDemands.ofTopic(settings(management, topic)));
    LOG.log(System.Logger.Level.INFO, "event=broker-examined");
  }

  private static void say(String of, Collection<String> objections) {
    for (String each : objections) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=broker-unfit of={0} advice=\"{1}; see {2}\"",
          of,
          each,
          FILE);
    }
  }

  private static JsonObject settings(BrokerManagement management, String address)
      throws JMSException {
    String answer = management.operation(BROKER, "getAddressSettingsAsJSON", address);
    try (JsonReader reader = Json.createReader(new StringReader(array(answer).getString(0)))) {
      return reader.readObject();
    }
  }

  private static Set<String> names(String answer) {
    return array(answer).getJsonArray(0).getValuesAs(JsonString::getString).stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean truth(String answer) {
    return array(answer).getBoolean(0);
  }

  private static JsonArray array(String answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      return reader.readArray();
    }
  }
}
