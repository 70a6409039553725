package org.posthorn.launcher;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Starts Payara Micro with what is in this jar. */
final class ApplicationServer {
  private static final String NETWORK = "configs.config.server-config.network-config.";
  private static final String LISTENER =
      NETWORK + "network-listeners.network-listener.http-listener.";
  private static final String HTTP = NETWORK + "protocols.protocol.http-listener.http.";

  private ApplicationServer() {}

  /**
   * Returns when the adapters and the application are deployed, or have failed to be. Without a
   * cluster the server leaves out Hazelcast, which saves two of six seconds and 40 MB.
   */
  static void start(LauncherSettings settings, DataDirectory data) throws Exception {
    Path temporary = data.temporary();
    System.setProperty("java.io.tmpdir", temporary.toString());
    System.setProperty(Configuration.DATA_DIRECTORY, data.path().toString());
    System.setProperty("posthorn.sample", Boolean.toString(settings.sample()));
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    if (System.getProperty("java.util.logging.config.file") == null) {
      Path logging = temporary.resolve("logging.properties");
      copy("logging.properties", logging);
      System.setProperty("java.util.logging.config.file", logging.toString());
    }
    Path commands = temporary.resolve("pre-boot.asadmin");
    Files.write(
        commands,
        List.of(
            "set " + LISTENER + "address=" + settings.httpAddress(),
            "set " + HTTP + "http2-enabled=false", // in plain text nobody but smugglers wants it
            "set " + HTTP + "server-header=false"));
    PrintedLines.take();
    PayaraMicro.main(
        new String[] {
          "--nohazelcast",
          "--disablephonehome",
          "--prebootcommandfile",
          commands.toString(),
          "--port",
          Integer.toString(settings.httpPort())
        });
  }

  /** Ends it; what it says on its way is not the last word of the launcher. */
  static void stop() {
    try {
      PayaraMicro.getInstance().shutdown();
    } catch (Exception e) {
      System.getLogger(ApplicationServer.class.getName())
          .log(System.Logger.Level.DEBUG, "event=not-stopped", e);
    }
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ApplicationServer.class.getResourceAsStream(resource))) {
      Files.copy(in, to);
    }
  }
}
