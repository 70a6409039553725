package org.posthorn.launcher;

import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts Payara Micro with what is in this jar. */
final class ApplicationServer {
  private static final String VALIDATION =
      "configs.config.server-config.admin-service.das-config.deploy-xml-validation";
  private static final String NETWORK = "configs.config.server-config.network-config.";
  private static final String LISTENER =
      NETWORK + "network-listeners.network-listener.http-listener.";
  private static final String HTTP = NETWORK + "protocols.protocol.http-listener.http.";

  /** What pages are made of; streams of events would wait in the compressor. */
  private static final String COMPRESSED =
      "text/html,text/css,text/javascript,application/javascript,application/json,image/svg+xml";

  private static @Nullable PayaraMicroBoot server; // used by the thread that starts it

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
            "set " + VALIDATION + "=none", // the descriptors are our own
            "set " + HTTP + "http2-enabled=false", // in plain text nobody but smugglers wants it
            "set " + HTTP + "server-header=false",
            "set " + HTTP + "compression=on",
            "set " + HTTP + "compressable-mime-type=" + COMPRESSED));
    PrintedLines.take();
    boot(
        data,
        new String[] {
          "--nohazelcast",
          "--disablephonehome",
          "--prebootcommandfile",
          commands.toString(),
          "--port",
          Integer.toString(settings.httpPort())
        });
  }

  /** As Payara's own launcher does, which loads its classes by a slower way. */
  private static void boot(DataDirectory data, String[] arguments) throws Exception {
    Path unpacked = data.temporary().resolve("server");
    IndexedClassLoader loader =
        IndexedClassLoader.of(
            Libraries.unpackServer(unpacked),
            unpacked.resolve("runtime"),
            ApplicationServer.class.getClassLoader());
    System.setProperty("fish.payara.micro.BootJar", Libraries.ownJar().toUri().toString());
    System.setProperty("fish.payara.micro.UnpackDir", unpacked.toString());
    System.setProperty("fish.payara.micro.tmpdir", unpacked.toString());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      server =
          (PayaraMicroBoot)
              loader
                  .loadClass("fish.payara.micro.impl.PayaraMicroImpl")
                  .getMethod("create", String[].class)
                  .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      log().log(System.Logger.Level.ERROR, "event=server-not-started", e.getCause());
    }
  }

  /** Ends it; what it says on its way is not the last word of the launcher. */
  static void stop() {
    try {
      if (server != null) {
        server.shutdown();
      }
    } catch (Exception e) {
      log().log(System.Logger.Level.DEBUG, "event=not-stopped", e);
    }
  }

  /** Not before the logging is configured. */
  private static System.Logger log() {
    return System.getLogger(ApplicationServer.class.getName());
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ApplicationServer.class.getResourceAsStream(resource))) {
      Files.copy(in, to);
    }
  }
}
