package org.posthorn.broker.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BrokerDemandsTest {
  private static final Path FILE = Path.of("..", "resources", "server", "artemis", "broker.xml");

  /** As a broker of `artemis create` shows them. */
  private static final String OF_ARTEMIS =
      """
      {"addressFullMessagePolicy":"PAGE","maxSizeBytes":-1,"redeliveryDelay":0,
       "deadLetterAddress":"DLQ","expiryAddress":"ExpiryQueue","autoCreateQueues":true}
      """;

  private static final String GOOD =
      """
      {"addressFullMessagePolicy":"PAGE","maxDeliveryAttempts":15000,"redeliveryDelay":1000,
       "redeliveryMultiplier":2.0,"maxRedeliveryDelay":30000,
       "deadLetterAddress":"posthorn.dead","autoCreateQueues":false}
      """;

  @Test
  void theDefaultsOfArtemisAreObjectedTo() {
    assertThat(BrokerDemands.ofWork(json(OF_ARTEMIS)))
        .containsExactly(
            "max-delivery-attempts is 10, less than the 15000 of five days: accepted mail would be"
                + " given up too soon",
            "redelivery-delay is 0, less than 1000: what fails would fail in a row",
            "dead-letter-address is DLQ, not posthorn.dead: nobody looks there",
            "auto-create-queues is on: a queue that is missing would not be noticed");
    assertThat(BrokerDemands.ofTopic(json(OF_ARTEMIS))).hasSize(1);
  }

  @Test
  void whatIsNeededIsNotObjectedTo() {
    assertThat(BrokerDemands.ofWork(json(GOOD))).isEmpty();
    assertThat(BrokerDemands.ofWork(json(GOOD.replace("15000", "-1")))).isEmpty();
    assertThat(BrokerDemands.ofTopic(json(GOOD))).isEmpty();
    assertThat(BrokerDemands.ofBroker(true, true)).isEmpty();
  }

  @Test
  void whatLosesMailIsObjectedTo() {
    assertThat(BrokerDemands.ofWork(json(GOOD.replace("PAGE", "DROP")))).hasSize(1);
    assertThat(BrokerDemands.ofWork(json(GOOD.replace("{", "{\"expiryDelay\":5,")))).hasSize(1);
    assertThat(BrokerDemands.ofBroker(false, false)).hasSize(2);
  }

  @Test
  void attemptsThatAreOverInHoursAreObjectedTo() {
    assertThat(BrokerDemands.ofWork(json(GOOD.replace("2.0", "1.0"))))
        .singleElement()
        .asString()
        .contains("redelivery-delay does not grow to 30000");
    assertThat(BrokerDemands.ofWork(json(GOOD.replace("30000", "5000")))).hasSize(1);
    assertThat(BrokerDemands.ofWork(json(GOOD.replace("1000", "30000")))).isEmpty();
  }

  @Test
  void queuesThatAreMissingAreNamed() {
    assertThat(BrokerDemands.missing(Set.of("posthorn.delivery", "posthorn.dead"), Set.of("DLQ")))
        .containsExactly(
            "there is no anycast queue posthorn.relay",
            "there is no multicast address posthorn.changes, so servers hear nothing");
  }

  @Test
  void theFileThatIsNamedHasWhatIsDemanded() throws Exception {
    String xml = Files.readString(FILE);
    for (String queue : BrokerDemands.QUEUES) {
      assertThat(xml).contains("<queue name=\"" + queue + "\"/>");
    }
    assertThat(xml).contains("<address name=\"" + BrokerDemands.TOPIC + "\">");
    assertThat(values(xml, "max-delivery-attempts")).containsExactly("15000");
    assertThat(values(xml, "redelivery-delay")).containsExactly("1000");
    assertThat(values(xml, "dead-letter-address")).containsExactly("posthorn.dead");
    assertThat(values(xml, "expiry-address")).isEmpty();
    assertThat(values(xml, "persistence-enabled")).containsExactly("true");
  }

  private static List<String> values(String xml, String element) {
    return Pattern.compile("<" + element + ">([^<]*)<")
        .matcher(xml)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
