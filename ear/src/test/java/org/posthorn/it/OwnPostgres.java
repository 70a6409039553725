package org.posthorn.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that can be stopped and started again on its files and its port. */
final class OwnPostgres {
  private final Path directory;
  private final int port = Ports.free();
  private EmbeddedPostgres running;

  OwnPostgres(Path directory) throws IOException {
    this.directory = directory;
    running = launch();
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("max_connections", "200")
        .setServerConfig("logging_collector", "on")
        .setServerConfig("synchronous_commit", "on") // else a kill takes what was committed
        .start();
  }

  /** After {@link #stop} or {@link #kill}, on the same files and port. */
  void start() throws IOException {
    running = launch();
  }

  void stop() throws IOException {
    running.close();
  }

  /** The statements that were sent while something happened. */
  String statements(Callable<?> what) throws Exception {
    String before = log();
    configure("ALTER SYSTEM SET log_statement = 'all'");
    what.call();
    configure("ALTER SYSTEM RESET log_statement");
    return log().substring(before.length());
  }

  private void configure(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", "postgres");
        Statement own = connection.createStatement()) {
      own.execute(statement);
      own.execute("SELECT pg_reload_conf(), pg_sleep(0.2)");
    }
  }

  private String log() throws IOException {
    StringBuilder log = new StringBuilder();
    try (Stream<Path> files = Files.list(directory.resolve("log"))) {
      for (Path each : files.sorted().toList()) {
        log.append(Files.readString(each));
      }
    }
    return log.toString();
  }

  /** The server's processes, the one that started the others first. */
  List<ProcessHandle> processes() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
    ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(first), first.descendants()).toList();
  }

  /** Ends it with SIGKILL, as a power cut would; {@link #start} brings it back. */
  void kill() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      while (each.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    running.close();
  }

  String url() {
    return running.getJdbcUrl("postgres", "postgres");
  }
}
