package org.posthorn.relay.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * How mail goes out.
 *
 * @param hostName who we say we are. RFC 5321 §4.1.1.1
 * @param port the port of other servers
 * @param localAddress the address that connections come from
 * @param tls how it is decided about TLS
 * @param retry when to try again
 * @param shares how many attempts run at once, and whose
 * @param destinations to which addresses mail may be sent
 * @param connectTimeout how long a connection may take to stand
 * @param attemptLimit how long an attempt may take, all hosts together
 * @param keepRetired how long rows are kept when they are done
 * @param keepIdle how long a connection is kept for another mail
 */
record RelaySettings(
    String hostName,
    int port,
    Optional<InetAddress> localAddress,
    TlsSettings tls,
    RetrySchedule retry,
    SlotShares shares,
    DestinationPolicy destinations,
    Duration connectTimeout,
    Duration attemptLimit,
    Duration keepRetired,
    Duration keepIdle) {

  RelaySettings {
    require(port > 0 && port < 65536, "posthorn.relay.port must be from 1 to 65535");
    require(connectTimeout.toMillis() > 0, "posthorn.relay.connect-timeout must be longer than 0");
    require(
        attemptLimit.compareTo(Duration.ofSeconds(1)) >= 0,
        "posthorn.relay.attempt-limit must be at least PT1S");
    require(!keepRetired.isNegative(), "posthorn.relay.keep-retired must not be negative");
    require(!keepIdle.isNegative(), "posthorn.relay.keep-idle must not be negative");
  }

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /**
   * Reads {@code posthorn.host-name} and {@code posthorn.relay.*}.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  static RelaySettings from(Config config) {
    return new RelaySettings(
        text(config, "posthorn.host-name").orElseGet(RelaySettings::machine),
        config.getOptionalValue("posthorn.relay.port", Integer.class).orElse(25),
        text(config, "posthorn.relay.local-address").map(RelaySettings::address),
        TlsSettings.from(config),
        retry(text(config, "posthorn.relay.retry").orElse(RetrySchedule.DEFAULT)),
        SlotShares.from(config),
        destinations(config, true),
        duration(config, "posthorn.relay.connect-timeout", "PT30S"),
        duration(config, "posthorn.relay.attempt-limit", "PT30M"),
        duration(config, "posthorn.relay.keep-retired", "PT0S"),
        duration(config, "posthorn.relay.keep-idle", "PT3S"));
  }

  /**
   * To which addresses connections may be made.
   *
   * @param privates whether that includes private ones where nothing is set
   */
  static DestinationPolicy destinations(Config config, boolean privates) {
    boolean sample = config.getOptionalValue("posthorn.sample", Boolean.class).orElse(true);
    return new DestinationPolicy(
        truth(config, "posthorn.relay.allow-loopback", sample),
        truth(config, "posthorn.relay.allow-private", privates),
        OwnListeners.from(config, sample));
  }

  /** Whether nothing is sent: in sample mode, unless a port says where to. */
  static boolean simulated(Config config) {
    return config.getOptionalValue("posthorn.sample", Boolean.class).orElse(true)
        && text(config, "posthorn.relay.port").isEmpty();
  }

  static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
  }

  static boolean truth(Config config, String key, boolean otherwise) {
    return config.getOptionalValue(key, Boolean.class).orElse(otherwise);
  }

  static Duration duration(Config config, String key, String otherwise) {
    String value = text(config, key).orElse(otherwise);
    try {
      return Duration.parse(value);
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(key + " must be a duration like " + otherwise, e);
    }
  }

  private static RetrySchedule retry(String text) {
    try {
      return RetrySchedule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("posthorn.relay.retry: " + e.getMessage(), e);
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("posthorn.relay.local-address is no address", e);
    }
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
