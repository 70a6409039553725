package org.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * {@code posthorn.jar} as a process of its own, on free ports of the loopback address and with a
 * data directory of its own. As a static {@code @RegisterExtension} field it runs for all tests of
 * a class.
 */
public final class RunningServer implements BeforeAllCallback, AfterAllCallback {
  /** Four servers that start at once on two busy cores take minutes. */
  private static final Duration START_LIMIT = Duration.ofMinutes(8);

  private static final List<String> LISTENERS =
      List.of("mx", "submission", "submissions", "lmtp", "imap", "imaps");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, Integer> ports = new TreeMap<>();

  /** Without the second compiler, whose work would not pay for itself in so short a life. */
  private final List<String> options =
      new ArrayList<>(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));

  private final Path data;
  private final Path log;
  private final ClassArchive classes;
  private @Nullable Process process;

  /** A server that has not been started yet. */
  public RunningServer() {
    try {
      Path target = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
      data = Files.createTempDirectory(target, "data");
      log = Files.createTempFile(target, "server", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    classes = ClassArchive.of(data);
    ports.put("http", Ports.free());
    settings.put("posthorn.http.port", Integer.toString(port("http")));
    for (String listener : LISTENERS) {
      ports.put(listener, Ports.free());
      settings.put("posthorn.listener." + listener + ".port", Integer.toString(port(listener)));
    }
    settings.put("posthorn.data-dir", data.toString());
    settings.put("posthorn.store.min-free", Long.toString(64L << 20)); // for small machines
  }

  /** Sets a configuration key for the next start. */
  public RunningServer with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Adds an option of the virtual machine for the next start. */
  public RunningServer option(String option) {
    options.add(option);
    return this;
  }

  /** The port of a listener: http, mx, submission, submissions, lmtp, imap or imaps. */
  public int port(String listener) {
    Integer port = ports.get(listener);
    if (port == null) {
      throw new IllegalArgumentException("no listener " + listener);
    }
    return port;
  }

  /** The data directory, kept from start to start. */
  public Path data() {
    return data;
  }

  /** What the server has written to its output so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server on its data directory and waits until it says that it is ready. */
  public void start() throws IOException, InterruptedException {
    launch();
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!log().contains("Posthorn is ready.")) {
      if (!running().isAlive() || System.nanoTime() > end) {
        String log = log().strip();
        String last = log.substring(log.lastIndexOf('\n') + 1);
        throw new IllegalStateException("The server did not start: " + last + "\n" + log);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Starts the server where it is expected to refuse that, and gives its exit code. */
  public int startAndEnd() throws IOException, InterruptedException {
    launch();
    if (!running().waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("The server still runs:\n" + log());
    }
    return running().exitValue();
  }

  /** Ends the server as Ctrl-C does, and waits until it is gone. */
  public void stop() throws InterruptedException {
    running().destroy();
    if (!running().waitFor(classes.stopLimit().toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("The server does not stop:\n" + log());
    }
    try {
      classes.share();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server with SIGKILL, as a power cut would. */
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** The id of the server's process. */
  public long pid() {
    return running().pid();
  }

  /** Gets a path of the web application. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port("http") + path);
    return http.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    start();
  }

  /** Stops what still runs and removes the data directory; the log stays in {@code target/it}. */
  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close();
  }

  /** The same for tests that start and stop by themselves. */
  public void close() throws IOException, InterruptedException {
    if (process != null && process.isAlive()) {
      stop();
    }
    classes.discard();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private void launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(classes.options());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(Path.of("target", "posthorn.jar").toAbsolutePath().toString());
    process =
        new ProcessBuilder(command)
            .directory(data.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("The server was never started");
    }
    return process;
  }
}
