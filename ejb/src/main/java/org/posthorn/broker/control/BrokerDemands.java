package org.posthorn.broker.control;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a broker must be like, so that nothing that was accepted is lost. Each objection is half a
 * sentence that says what is, and what comes of it.
 */
public final class BrokerDemands {
  /** Queues that must be there. */
  public static final List<String> QUEUES =
      List.of("posthorn.delivery", "posthorn.relay", "posthorn.dead");

  /** The address that must be there beside those of the queues. */
  public static final String TOPIC = "posthorn.changes";

  /** Of these, what cannot be delivered comes again. */
  public static final List<String> WORK = List.of("posthorn.delivery", "posthorn.relay");

  private static final String DEAD = "posthorn.dead";

  /** Every half a minute for five days. */
  private static final long DELIVERIES = 15_000;

  private static final long REDELIVERY_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;
  private static final long IDS = 1_000;

  private BrokerDemands() {}

  /** What is missing of queues and addresses. */
  public static List<String> missing(Set<String> queues, Set<String> addresses) {
    List<String> objections = new ArrayList<>();
    for (String queue : QUEUES) {
      if (!queues.contains(queue)) {
        objections.add("there is no anycast queue " + queue);
      }
    }
    if (!addresses.contains(TOPIC)) {
      objections.add("there is no multicast address " + TOPIC + ", so servers hear nothing");
    }
    return objections;
  }

  /** What is wrong with the settings of a queue of {@link #WORK}, as Artemis shows them. */
  public static List<String> ofWork(JsonObject settings) {
    List<String> objections = new ArrayList<>();
    long attempts = number(settings, "maxDeliveryAttempts", 10);
    if (attempts > 0 && attempts < DELIVERIES) {
      objections.add(
          "max-delivery-attempts is "
              + attempts
              + ", less than the 15000 of five days: accepted mail would be given up too soon");
    }
    long delay = number(settings, "redeliveryDelay", 0);
    if (delay < REDELIVERY_MILLIS) {
      objections.add(
          "redelivery-delay is " + delay + ", less than 1000: what fails would fail in a row");
    }
    long longest = number(settings, "maxRedeliveryDelay", -1);
    boolean grows = factor(settings) >= 2 && (longest < 0 ? 10 * delay : longest) >= LONGEST_MILLIS;
    if (delay >= REDELIVERY_MILLIS && delay < LONGEST_MILLIS && !grows) { // RFC 5321 §4.5.4.1
      objections.add(
          "redelivery-delay does not grow to 30000 by redelivery-delay-multiplier and"
              + " max-redelivery-delay: accepted mail would be given up long before five days");
    }
    String dead = text(settings, "deadLetterAddress");
    if (!dead.equals(DEAD)) {
      objections.add(
          "dead-letter-address is " + shown(dead) + ", not " + DEAD + ": nobody looks there");
    }
    objections.addAll(lossy(settings));
    return objections;
  }

  private static List<String> lossy(JsonObject settings) {
    List<String> objections = new ArrayList<>();
    String full = text(settings, "addressFullMessagePolicy");
    if (full.equals("DROP")) {
      objections.add("address-full-policy is DROP: accepted mail would be lost");
    }
    for (String each : List.of("expiryDelay", "maxExpiryDelay")) {
      if (number(settings, each, -1) >= 0) {
        objections.add(
            (each.equals("expiryDelay") ? "expiry-delay" : "max-expiry-delay")
                + " is set: accepted mail would expire");
      }
    }
    if (flag(settings, "autoCreateQueues", true)) {
      objections.add("auto-create-queues is on: a queue that is missing would not be noticed");
    }
    if (number(settings, "idCacheSize", Long.MAX_VALUE) < IDS) {
      objections.add("id-cache-size is below 1000: mail that is sent again could come twice");
    }
    return objections;
  }

  /** What is wrong with the settings of {@link #TOPIC}. */
  public static List<String> ofTopic(JsonObject settings) {
    String expired = text(settings, "expiryAddress");
    return expired.isEmpty()
        ? List.of()
        : List.of(
            "expiry-address is " + expired + ": hints that nobody wants any more pile up there");
  }

  /** What is wrong with the broker as a whole. */
  public static List<String> ofBroker(boolean persistent, boolean syncs) {
    List<String> objections = new ArrayList<>();
    if (!persistent) {
      objections.add("persistence-enabled is off: accepted mail is lost at a restart");
    }
    if (!syncs) {
      objections.add(
          "journal-sync-non-transactional is off: accepted mail is lost when the power fails");
    }
    return objections;
  }

  private static long number(JsonObject settings, String name, long standard) {
    return settings.get(name) instanceof JsonNumber number ? number.longValue() : standard;
  }

  private static double factor(JsonObject settings) {
    return settings.get("redeliveryMultiplier") instanceof JsonNumber number
        ? number.doubleValue()
        : 1;
  }

  private static boolean flag(JsonObject settings, String name, boolean standard) {
    JsonValue value = settings.get(name);
    return value == null || value == JsonValue.NULL ? standard : value == JsonValue.TRUE;
  }

  private static String text(JsonObject settings, String name) {
    return settings.get(name) instanceof JsonString text ? text.getString() : "";
  }

  private static String shown(String text) {
    return text.isEmpty() ? "not set" : text;
  }
}
