package org.posthorn.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

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
        .start();
  }

  void start() throws IOException {
    running = launch();
  }

  void stop() throws IOException {
    running.close();
  }

  String url() {
    return running.getJdbcUrl("postgres", "postgres");
  }
}
