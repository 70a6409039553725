package org.posthorn.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values the server starts with. System properties win over environment variables and those
 * over the file, as in MicroProfile Config, whose rules for the names of variables hold too.
 */
final class Configuration {
  static final String DATA_DIRECTORY = "posthorn.data-dir";
  private static final String FILE_NAME = "posthorn.properties";

  private final Properties file;
  private final Properties system;
  private final Map<String, String> environment;

  Configuration(Properties file, Properties system, Map<String, String> environment) {
    this.file = file;
    this.system = system;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads the given file, or else {@code posthorn.properties} of the working directory, or else
   * that of the data directory, or else none.
   */
  static Configuration load(Optional<Path> given) throws WrongConfiguration {
    if (given.isPresent()) {
      return read(given.get());
    }
    Path here = Path.of(FILE_NAME);
    if (Files.exists(here)) {
      return read(here);
    }
    Configuration none = of(new Properties());
    Path there = Path.of(none.value(DATA_DIRECTORY).orElse("data"), FILE_NAME);
    return Files.exists(there) ? read(there) : none;
  }

  private static Configuration of(Properties file) {
    return new Configuration(file, System.getProperties(), System.getenv());
  }

  private static Configuration read(Path path) throws WrongConfiguration {
    Properties values = new Properties();
    try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      values.load(in);
    } catch (MalformedInputException e) {
      throw new WrongConfiguration("The configuration file " + path + " is not in UTF-8.");
    } catch (IOException e) {
      throw new WrongConfiguration(
          "The configuration file " + path + " cannot be read: " + AccessProblem.of(path, e) + ".");
    } catch (IllegalArgumentException e) {
      throw new WrongConfiguration(
          "The configuration file " + path + " cannot be read: " + e.getMessage() + ".");
    }
    return of(values);
  }

  /** The value of a key; an empty one counts as none. */
  Optional<String> value(String key) {
    return Optional.ofNullable(system.getProperty(key))
        .or(() -> variable(key))
        .or(() -> Optional.ofNullable(file.getProperty(key)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** The keys that file and system properties set. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>(file.stringPropertyNames());
    keys.addAll(system.stringPropertyNames());
    return keys;
  }

  /** The names of the environment variables that are set. */
  Set<String> variables() {
    return environment.keySet();
  }

  /** Hands the values of the file to the application server, as system properties. */
  void publish() {
    for (String key : file.stringPropertyNames()) {
      value(key).ifPresent(value -> system.setProperty(key, value));
    }
  }

  private Optional<String> variable(String key) {
    return Optional.ofNullable(environment.get(key))
        .or(() -> Optional.ofNullable(environment.get(underscored(key))))
        .or(() -> Optional.ofNullable(environment.get(variableName(key))));
  }

  /** The environment variable that sets a key. */
  static String variableName(String key) {
    return underscored(key).toUpperCase(Locale.ROOT);
  }

  private static String underscored(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_");
  }
}
