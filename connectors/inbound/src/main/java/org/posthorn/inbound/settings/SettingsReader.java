package org.posthorn.inbound.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthorn.net.Networks;

/** Reads values of certain kinds; gathers a sentence for each wrong one and goes on. */
public final class SettingsReader {
  private final SettingsSource values;
  private final List<String> sentences = new ArrayList<>();

  SettingsReader(SettingsSource values) {
    this.values = values;
  }

  /** Any text. */
  public String text(String key, String standard) {
    return values.value(key).orElse(standard);
  }

  boolean truth(String key, boolean standard) {
    String value = text(key, Boolean.toString(standard));
    if (!value.equals("true") && !value.equals("false")) {
      wrong(key, value, "must be true or false");
    }
    return value.equals("true");
  }

  /** A whole number. */
  public long number(String key, long standard, long least, long most) {
    String value = text(key, Long.toString(standard));
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    wrong(key, value, "must be a number from %d to %d".formatted(least, most));
    return standard;
  }

  Duration duration(String key, Duration standard, Duration least, Duration most) {
    String value = text(key, standard.toString());
    try {
      Duration duration = Duration.parse(value);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    wrong(key, value, "must be a duration from %s to %s".formatted(least, most));
    return standard;
  }

  public Networks networks(String key) {
    String value = text(key, "");
    try {
      return Networks.parse(value);
    } catch (IllegalArgumentException e) {
      wrong(key, value, "must be IP addresses or networks, as 192.0.2.0/24, with commas between");
      return Networks.NONE;
    }
  }

  /** How many messages at once; 0 for no limit, which else is 1,000 at least. RFC 9738 §3. */
  public int limit(String key) {
    int limit = (int) number(key, 0, 0, Integer.MAX_VALUE);
    if (limit > 0 && limit < 1_000) {
      wrong(key, Integer.toString(limit), "must be 0 or at least 1000");
    }
    return limit;
  }

  <E extends Enum<E>> E word(Class<E> type, String key, E standard) {
    Optional<String> value = values.value(key);
    if (value.isEmpty()) {
      return standard;
    }
    for (E constant : type.getEnumConstants()) {
      if (text(constant).equals(value.get())) {
        return constant;
      }
    }
    String words =
        Stream.of(type.getEnumConstants())
            .map(SettingsReader::text)
            .collect(Collectors.joining(", "));
    wrong(key, value.get(), "must be one of " + words);
    return standard;
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** An address of this machine; in sample mode, whose passwords everybody knows, loopback only. */
  String address(String key, String standard, boolean sample) {
    String value = text(key, standard);
    try {
      if (sample && !InetAddress.getByName(value).isLoopbackAddress()) {
        wrong(key, value, "must be a loopback address unless posthorn.sample is false");
      }
    } catch (UnknownHostException e) {
      wrong(key, value, "must be an IP address of this machine");
    }
    return value;
  }

  /** A sentence about a value. */
  public void wrong(String key, String value, String demand) {
    sentences.add("%s is \"%s\", but %s.".formatted(key, value, demand));
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidSettings when a value was wrong
   */
  void conclude() {
    if (!sentences.isEmpty()) {
      throw new InvalidSettings(sentences);
    }
  }
}
