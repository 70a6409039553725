package org.posthorn.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads values of certain kinds and gathers a sentence for each that is wrong. */
final class Checks {
  private static final int LAST_PORT = 65_535;

  private final Configuration configuration;
  private final Set<String> sentences = new LinkedHashSet<>();
  private final Set<String> known = new TreeSet<>();

  Checks(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The value of a key, which is one of ours. */
  private Optional<String> value(String key) {
    known.add(key);
    return configuration.value(key);
  }

  /** Whether a key has a value. */
  boolean isSet(String key) {
    return value(key).isPresent();
  }

  /** Any text. */
  String text(String key, String standard) {
    return value(key).orElse(standard);
  }

  /** Text about which somebody else knows what is wrong: the end of a sentence after the key. */
  void judged(String key, Function<String, Optional<String>> judge) {
    value(key).flatMap(judge).ifPresent(objection -> wrong(key, objection));
  }

  /** A sentence that begins with a key. */
  void wrong(String key, String objection) {
    sentences.add(key + " " + objection + ".");
  }

  /** All keys that were asked for are ours; any other that begins as ours do is a mistake. */
  void unknown() {
    UnknownKeys unknown = new UnknownKeys(known);
    sentences.addAll(unknown.among(configuration.keys()));
    sentences.addAll(unknown.amongVariables(configuration.variables()));
  }

  boolean truth(String key, boolean standard) {
    String value = value(key).orElse(Boolean.toString(standard));
    if (!value.equals("true") && !value.equals("false")) {
      sentences.add(key + " is \"" + value + "\", but must be true or false.");
    }
    return value.equals("true");
  }

  int port(String key, int standard) {
    String value = value(key).orElse(Integer.toString(standard));
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    sentences.add(key + " is \"" + value + "\", but must be a port from 1 to 65535.");
    return standard;
  }

  /** Any address; in sample mode, whose passwords everybody knows, only one of this machine. */
  String address(String key, String standard, boolean sample) {
    String value = value(key).orElse(standard);
    try {
      List<InetAddress> meant = List.of(InetAddress.getAllByName(value));
      if (sample && !meant.stream().allMatch(InetAddress::isLoopbackAddress)) {
        sentences.add(
            key
                + " is \""
                + value
                + "\", but in sample mode it must be a loopback address; set posthorn.sample=false"
                + " for others.");
      }
    } catch (UnknownHostException e) {
      sentences.add(key + " is \"" + value + "\", but must be an address of this machine.");
    }
    return value;
  }

  /** A whole number, if there is a value. */
  void number(String key, long least, long most) {
    demand(
        key,
        "a number from " + least + " to " + most,
        value -> {
          long number = Long.parseLong(value);
          return number >= least && number <= most;
        });
  }

  /** A duration that is not shorter than another, if there is a value. */
  void duration(String key, Duration least) {
    demand(
        key,
        "a duration like PT30S, at least " + least,
        value -> Duration.parse(value).compareTo(least) >= 0);
  }

  /** Durations with commas between them, if there is a value. */
  void durations(String key) {
    demand(
        key,
        "durations like PT15M with commas between them",
        value ->
            Stream.of(value.split(",", -1))
                .map(each -> Duration.parse(each.strip()))
                .noneMatch(each -> each.isNegative() || each.isZero()));
  }

  /** One of some words, if there is a value. */
  void word(String key, String... words) {
    demand(key, "one of " + String.join(", ", words), List.of(words)::contains);
  }

  /** A value that matches an expression, if there is one. */
  void form(String key, String expression, String demand) {
    demand(key, demand, value -> value.matches(expression));
  }

  private void demand(String key, String demand, Predicate<String> good) {
    Optional<String> value = value(key);
    if (value.isPresent() && !holds(good, value.get())) {
      sentences.add(key + " is \"" + value.get() + "\", but must be " + demand + ".");
    }
  }

  private static boolean holds(Predicate<String> good, String value) {
    try {
      return good.test(value);
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  void beginning(String key, String... beginnings) {
    value(key)
        .filter(value -> List.of(beginnings).stream().noneMatch(value::startsWith))
        .ifPresent(
            value ->
                sentences.add(key + " must begin with " + String.join(" or ", beginnings) + "."));
  }

  /** Ends the start where a value was wrong. */
  void conclude() throws WrongConfiguration {
    if (!sentences.isEmpty()) {
      throw new WrongConfiguration(List.copyOf(sentences));
    }
  }
}
