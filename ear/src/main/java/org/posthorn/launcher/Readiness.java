package org.posthorn.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;

/** Asks the server whether it can do its work. */
final class Readiness {
  private static final int TIMEOUT_MILLIS = 10_000;

  private Readiness() {}

  /** Whether everything that was deployed reports that it is ready. */
  static boolean reached(LauncherSettings settings) {
    String host = settings.httpAddress().equals("0.0.0.0") ? "127.0.0.1" : settings.httpAddress();
    try {
      URI uri = new URI("http", null, host, settings.httpPort(), "/health/ready", null, null);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK
            && new String(connection.getInputStream().readAllBytes(), UTF_8).contains("database");
      } finally {
        connection.disconnect();
      }
    } catch (IOException | URISyntaxException e) {
      return false;
    }
  }
}
