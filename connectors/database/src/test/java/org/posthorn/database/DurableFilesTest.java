package org.posthorn.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir Path directory;

  private final BadDisk disk = new BadDisk();

  /** Whose directories cannot be synced any more from a moment on. */
  private static final class BadDisk extends DurableFiles {
    private boolean broken;

    @Override
    void sync(Path of) throws IOException {
      if (broken) {
        throw new IOException("Input/output error");
      }
      super.sync(of);
    }
  }

  @AfterEach
  void back() {
    Embedded.use(new DurableFiles());
  }

  private Connection connect() throws SQLException {
    Embedded.use(disk);
    return new PosthornDataSource(
            new DatabaseSettings(DatabaseSettings.embedded(directory), "SA", ""))
        .getConnection();
  }

  /** HSQLDB by itself logs the failure and says that all is well. */
  @Test
  void commitsThatCannotBeMadeDurableFail() throws Exception {
    Connection connection = connect(); // not closed: that would fail too
    Connection other = connect();
    execute(connection, "CREATE TABLE t (id INTEGER)");
    execute(connection, "CHECKPOINT");
    disk.broken = true;
    connection.setAutoCommit(false);
    execute(connection, "INSERT INTO t VALUES (1)");
    assertThatThrownBy(connection::commit).hasStackTraceContaining("Input/output error");
    disk.broken = false; // but what was written is not certain any more
    other.setAutoCommit(false);
    execute(other, "INSERT INTO t VALUES (2)");
    assertThatThrownBy(other::commit).hasStackTraceContaining("could not be written before");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void nobodyElseReadsTheFiles() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER)");
      assertThat(permissions("db")).isEqualTo("rwx------");
      assertThat(permissions("db/posthorn.log")).isEqualTo("rw-------");
      statement.execute("SHUTDOWN");
      assertThat(permissions("db/posthorn.script")).isEqualTo("rw-------");
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
  }
}
