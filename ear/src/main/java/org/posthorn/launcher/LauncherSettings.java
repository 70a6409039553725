package org.posthorn.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher itself needs to know.
 *
 * @param dataDirectory where everything lies that must survive
 * @param sample whether this is a trial installation with well-known accounts, on loopback only
 * @param http where the web application listens
 * @param listeners where mail is listened for
 */
record LauncherSettings(Path dataDirectory, boolean sample, Place http, List<Place> listeners) {
  LauncherSettings {
    listeners = List.copyOf(listeners);
  }

  /**
   * Reads and checks them, and every other key that is set.
   *
   * @throws WrongConfiguration with all that is wrong
   */
  static LauncherSettings from(Configuration configuration) throws WrongConfiguration {
    Checks checks = new Checks(configuration);
    boolean sample = checks.truth("posthorn.sample", true);
    Path data =
        Path.of(checks.text(Configuration.DATA_DIRECTORY, "data")).toAbsolutePath().normalize();
    Place http =
        new Place(
            "http",
            "posthorn.http.port",
            checks.address("posthorn.http.address", "127.0.0.1", sample),
            checks.port("posthorn.http.port", 8080));
    Protocols protocols = Protocols.packed();
    List<Place> listeners = new ListenerKeys(checks, protocols, sample).read(configuration.keys());
    protocols.check(checks);
    KnownKeys.check(checks);
    checks.unknown();
    checks.conclude();
    return new LauncherSettings(data, sample, http, listeners);
  }

  String httpAddress() {
    return http.address();
  }

  int httpPort() {
    return http.port();
  }

  /** Wherever the server listens. */
  List<Place> places() {
    List<Place> places = new ArrayList<>(listeners);
    places.add(0, http);
    return places;
  }
}
