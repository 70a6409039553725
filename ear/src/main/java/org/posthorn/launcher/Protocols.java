package org.posthorn.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the protocols of the server bring: roles and standard listeners, and settings with the form
 * of their values. Read from {@code META-INF/posthorn/NAME.properties} of their adapters.
 */
final class Protocols {
  private static final String FILES = "/META-INF/posthorn/";
  private static final String MEANS = " means ";

  private final Map<String, String> values = new LinkedHashMap<>(); // in the order of the files

  /** A listener that is there without being configured. */
  record Standard(String name, int port, int samplePort) {}

  private Protocols(List<String> lines) {
    for (String line : lines) {
      int equals = line.indexOf(" = ");
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals), line.substring(equals + " = ".length()).strip());
      }
    }
  }

  /** Of all protocols that are packed. */
  static Protocols packed() {
    return new Protocols(
        lines("protocols").stream()
            .filter(name -> !name.isBlank())
            .flatMap(name -> lines(name.strip() + ".properties").stream())
            .toList());
  }

  private static List<String> lines(String file) {
    try (InputStream in = Protocols.class.getResourceAsStream(FILES + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words for a listener's role. */
  List<String> roles() {
    return values.keySet().stream()
        .filter(key -> key.startsWith("role."))
        .map(key -> key.substring("role.".length()))
        .toList();
  }

  /** Whether listeners of a role are for this machine only, unless an address is set. */
  boolean local(String role) {
    return List.of(values.getOrDefault("role." + role, "").split(" +")).contains("local");
  }

  /** The listener that is there without being configured, if it is one. */
  Optional<Standard> standard(String name) {
    return Optional.ofNullable(values.get("listener." + name))
        .map(value -> value.split(" +"))
        .map(w -> new Standard(name, Integer.parseInt(w[2]), Integer.parseInt(w[3])));
  }

  /** The names of those listeners. */
  List<String> standard() {
    return values.keySet().stream()
        .filter(key -> key.startsWith("listener."))
        .map(key -> key.substring("listener.".length()))
        .toList();
  }

  /** The role of such a listener, unless another is set. */
  String role(String listener) {
    return values.getOrDefault("listener." + listener, "").split(" +")[0];
  }

  /** Checks the settings of the protocols. */
  void check(Checks checks) {
    each("key.", (key, form) -> check(checks, key, form));
    each(
        "apart.",
        (key, other) -> {
          if (checks.isSet(key) && checks.isSet(other)) {
            checks.wrong(key, "cannot be set beside " + other);
          }
        });
  }

  private void each(String prefix, BiConsumer<String, String> action) {
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            action.accept(key.substring(prefix.length()), value);
          }
        });
  }

  // form = "text" / "number" SP least SP most / "matches" SP expression " means " words
  private static void check(Checks checks, String key, String form) {
    String[] words = form.split(" ", 2);
    switch (words[0]) {
      case "text" -> checks.text(key, "");
      case "number" -> {
        String[] bounds = words[1].split(" ");
        checks.number(key, Long.parseLong(bounds[0]), Long.parseLong(bounds[1]));
      }
      case "matches" -> {
        int means = words[1].indexOf(MEANS);
        String meaning = words[1].substring(means + MEANS.length());
        checks.form(key, words[1].substring(0, means), meaning);
      }
      default -> throw new IllegalStateException("no form of a value: " + form);
    }
  }
}
