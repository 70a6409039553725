package org.posthorn.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** The embedded database has every commit that returned, whenever the power is cut. */
class PowerCutTest {
  @TempDir(factory = InMemory.class)
  Path directory;

  /** Syncs cost nothing there, and nothing of them is lost here. */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "posthorn")
          : Files.createTempDirectory("posthorn");
    }
  }

  @AfterEach
  void back() {
    Embedded.use(new DurableFiles());
  }

  @Test
  void whatWasCommittedIsThere() throws Exception {
    assertThat(lostIn(work(true))).isEmpty();
  }

  /** That the test above would see it. */
  @Test
  void namesThatNobodySyncsLoseCommits() throws Exception {
    assertThat(lostIn(work(false))).isNotEmpty();
  }

  private List<PowerCuts.State> work(boolean namesAreSynced) throws IOException, SQLException {
    Path states = Files.createDirectory(directory.resolve("states"));
    Path database = Files.createDirectory(directory.resolve("db"));
    PowerCuts cuts = new PowerCuts(database, states, namesAreSynced);
    String url = DatabaseSettings.embedded(directory);
    try (Connection connection = connect(url)) {
      execute(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, filling VARCHAR(3000))");
      for (int id = 0; id < 6; id++) {
        if (id == 2) {
          execute(connection, "CHECKPOINT");
        } else if (id == 4) {
          execute(connection, "CHECKPOINT DEFRAG");
        }
        execute(connection, "INSERT INTO t VALUES (" + id + ", '" + "x".repeat(3000) + "')");
        cuts.acknowledge(id);
      }
    }
    try (Connection connection = connect(url)) {
      execute(connection, "INSERT INTO t VALUES (6, 'after a shutdown')");
      cuts.acknowledge(6);
      execute(connection, "SHUTDOWN IMMEDIATELY");
    }
    try (Connection connection = connect(url)) {
      execute(connection, "INSERT INTO t VALUES (7, 'after a crash')");
      cuts.acknowledge(7);
    }
    return cuts.states();
  }

  /** What is wrong with the first disk that has not all that was acknowledged. */
  private Optional<String> lostIn(List<PowerCuts.State> states) throws IOException {
    Embedded.use(new DurableFiles());
    assertThat(states).hasSizeGreaterThan(30);
    for (PowerCuts.State state : states) {
      Path copy =
          Files.createDirectory(directory.resolve("after-" + state.directory().getFileName()));
      Files.move(state.directory(), copy.resolve("db"));
      try (Connection connection = connect(DatabaseSettings.embedded(copy))) {
        Set<Integer> missing = new HashSet<>(state.acknowledged());
        if (!missing.isEmpty()) {
          missing.removeAll(ids(connection));
        }
        execute(connection, "SHUTDOWN IMMEDIATELY");
        if (!missing.isEmpty()) {
          return Optional.of(copy + " has lost " + missing);
        }
      } catch (SQLException e) {
        return Optional.of(copy + " does not open: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static Set<Integer> ids(Connection connection) throws SQLException {
    Set<Integer> ids = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM t")) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    return ids;
  }

  private static Connection connect(String url) throws SQLException {
    String small =
        url + ";hsqldb.nio_data_file=false;hsqldb.lock_file=false"; // quick to copy and open
    return new PosthornDataSource(new DatabaseSettings(small, "SA", "")).getConnection();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
