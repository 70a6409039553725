package org.posthorn.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the launcher itself needs to know.
 *
 * @param dataDirectory where everything lies that must survive
 * @param sample whether this is a trial installation with well-known accounts, on loopback only
 * @param httpAddress where the web application listens
 * @param httpPort its port
 * @param ports the mail listeners' ports by their names
 */
record LauncherSettings(
    Path dataDirectory,
    boolean sample,
    String httpAddress,
    int httpPort,
    Map<String, Integer> ports) {

  /** The mail listeners of sample mode; without it the ports have to be set. */
  private static final Map<String, Integer> SAMPLE_PORTS =
      Map.of(
          "lmtp",
          1024,
          "mx",
          1025,
          "submission",
          1587,
          "submissions",
          1465,
          "imap",
          1143,
          "imaps",
          1993);

  LauncherSettings {
    ports = Map.copyOf(ports);
  }

  /**
   * Reads and checks them, and the form of every address and port that is set.
   *
   * @throws WrongConfiguration with all that is wrong
   */
  static LauncherSettings from(Configuration configuration) throws WrongConfiguration {
    Checks checks = new Checks(configuration);
    boolean sample = checks.truth("posthorn.sample", true);
    LauncherSettings settings =
        new LauncherSettings(
            Path.of(configuration.value(Configuration.DATA_DIRECTORY).orElse("data"))
                .toAbsolutePath()
                .normalize(),
            sample,
            checks.address("posthorn.http.address", "127.0.0.1", sample),
            checks.port("posthorn.http.port", 8080),
            ports(checks));
    for (String key : configuration.keys()) {
      if (key.startsWith("posthorn.listener.") && key.endsWith(".address")) {
        checks.address(key, "127.0.0.1", sample);
      } else if (key.startsWith("posthorn.") && key.endsWith(".port")) {
        checks.port(key, 1);
      }
    }
    KnownKeys.check(checks, configuration.keys());
    checks.beginning("posthorn.db.url", "jdbc:hsqldb:", "jdbc:postgresql:");
    checks.beginning("posthorn.broker.url", "tcp://", "ssl://");
    checks.conclude();
    return settings;
  }

  private static Map<String, Integer> ports(Checks checks) {
    Map<String, Integer> ports = new TreeMap<>();
    SAMPLE_PORTS.forEach(
        (name, port) -> ports.put(name, checks.port("posthorn.listener." + name + ".port", port)));
    return ports;
  }
}
