package org.posthorn.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Asks the server whether it can do its work. */
final class Readiness {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final List<String> NEEDED = List.of("database", "broker");

  private Readiness() {}

  /**
   * What does not work of what is needed; empty when not even the question is answered. A disk
   * without room is no reason to end: mail can be read, and whoever makes room needs no restart.
   */
  static Optional<List<String>> silent(LauncherSettings settings) {
    String host = settings.httpAddress().equals("0.0.0.0") ? "127.0.0.1" : settings.httpAddress();
    try {
      URI uri = new URI("http", null, host, settings.httpPort(), "/health/ready", null, null);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return Optional.of(silent(body(connection)));
      } finally {
        connection.disconnect();
      }
    } catch (IOException | URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String body(HttpURLConnection connection) throws IOException {
    boolean ok = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    try (InputStream in = ok ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }

  /** What MicroProfile Health says, looked at without a JSON reader, which is not here yet. */
  static List<String> silent(String health) {
    return NEEDED.stream()
        .filter(name -> !health.contains("\"name\":\"" + name + "\",\"status\":\"UP\""))
        .toList();
  }
}
