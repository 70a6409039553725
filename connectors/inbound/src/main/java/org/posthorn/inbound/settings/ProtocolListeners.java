package org.posthorn.inbound.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the adapter of a protocol brings: the roles of its listeners, and those that are there
 * without being configured, in order.
 */
public record ProtocolListeners(List<ListenerRole> roles, List<StandardListener> standard) {

  public ProtocolListeners {
    roles = List.copyOf(roles);
    standard = List.copyOf(standard);
  }

  /**
   * Those of {@code META-INF/posthorn/NAME.properties} beside a class.
   *
   * @throws IllegalStateException when there is no such file, or it has another form
   */
  public static ProtocolListeners of(Class<?> adapter, String name) {
    String file = "/META-INF/posthorn/" + name + ".properties";
    try (InputStream in = adapter.getResourceAsStream(file)) {
      return parse(new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads lines {@code role.NAME = …} and {@code listener.NAME = …}; others are not ours. */
  static ProtocolListeners parse(String text) {
    List<ListenerRole> roles = new ArrayList<>();
    List<StandardListener> standard = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      List<String> words =
          equals < 0 ? List.of() : List.of(line.substring(equals + 1).strip().split(" +"));
      String key = equals < 0 ? "" : line.substring(0, equals).strip();
      if (key.startsWith("role.")) {
        roles.add(role(key.substring("role.".length()), words));
      } else if (key.startsWith("listener.")) {
        standard.add(listener(key.substring("listener.".length()), words, roles));
      }
    }
    return new ProtocolListeners(roles, standard);
  }

  private static ListenerRole role(String name, List<String> words) {
    Set<String> traits = Set.copyOf(words.subList(1, words.size()));
    return new ListenerRole(
        name,
        words.get(0),
        traits.contains("users"),
        traits.contains("half"),
        traits.contains("local"));
  }

  private static StandardListener listener(
      String name, List<String> words, List<ListenerRole> roles) {
    return new StandardListener(
        name,
        roles.stream().filter(role -> role.name().equals(words.get(0))).findAny().orElseThrow(),
        TlsMode.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)));
  }

  /** The role with a name, if it is one of this protocol. */
  Optional<ListenerRole> role(String name) {
    return roles.stream().filter(role -> role.name().equals(name)).findAny();
  }
}
