package org.posthorn.schema.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.posthorn.database.DatabaseSettings;
import org.posthorn.database.PosthornDataSource;
import org.posthorn.testdb.TestDatabase;

class MigrationsTest {
  private static final String[] ROWS = {
    "INSERT INTO node VALUES (1, 'a', 1, CURRENT_TIMESTAMP)",
    "INSERT INTO mail_domain VALUES (1, 'example.org', '', CURRENT_TIMESTAMP, 1)",
    "INSERT INTO account VALUES (1, FALSE, TRUE, CURRENT_TIMESTAMP, 'x', X'00', 1, X'00', X'00', 1)",
    "INSERT INTO account_address VALUES (1, 1, 1, 0, 'a@example.org', 'a@example.org')",
    "INSERT INTO installation_secret VALUES ('x', X'00')",
    "INSERT INTO mailbox VALUES (1, 1, 'INBOX', 1, NULL)",
    "INSERT INTO subscription VALUES (1, 'INBOX')",
    "INSERT INTO mailbox_log VALUES (1, 1, 1, X'00')",
    "INSERT INTO mailbox_snapshot VALUES (1, 1, X'00')",
    "INSERT INTO delivered VALUES ('d', 1, 1)",
    "INSERT INTO outgoing_message VALUES (1, 'd', 1, 1, NULL, 'b@example.net', 'example.net', FALSE,"
        + " 'WAITING', 0, 0, 0, 0, 0, NULL, 0, 0, '', '', '')"
  };

  private static final String NEWER =
      "\"flyway_schema_history\" WHERE \"version\" = '999' AND \"success\" = TRUE"
          + " AND \"type\" = 'SQL'";

  @TempDir(factory = InMemory.class)
  Path directory;

  /** Nothing of what matters here is lost in memory, and it is quick. */
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

  /** Of an empty database, and from the fourth migration on of one with rows. */
  @Test
  void aStartThatIsKilledAfterAnyStatementIsMadeUpForByTheNext() throws Exception {
    Path data = directory.resolve("first");
    Path files = Files.createDirectories(data.resolve("db"));
    StatementCuts cuts = new StatementCuts(files, directory.resolve("cuts"));
    DataSource watched = cuts.watch(open(data));
    try (Connection keptOpen = open(data).getConnection()) {
      Migrations.apply(watched, MigrationVersion.fromVersion("4"));
      int empty = cuts.kept().size();
      for (String row : ROWS) {
        execute(keptOpen, row);
      }
      Migrations.apply(watched);
      Set<String> whole = schema(keptOpen);
      execute(keptOpen, "SHUTDOWN IMMEDIATELY");
      assertThat(cuts.kept()).hasSizeGreaterThan(40);
      IntStream.range(0, cuts.kept().size())
          .parallel()
          .forEach(cut -> startAgain(cuts.kept().get(cut), whole, cut < empty ? 0 : 1));
    }
  }

  private static void startAgain(Path data, Set<String> whole, long rows) {
    DataSource next = open(data);
    try (Connection connection = next.getConnection()) {
      Migrations.apply(next);
      assertThat(schema(connection)).as("after statement %s", data.getFileName()).isEqualTo(whole);
      assertThat(count(connection, "outgoing_message")).isEqualTo(rows);
      assertThat(count(connection, "content_sweep")).isEqualTo(1);
      execute(connection, "SHUTDOWN IMMEDIATELY");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The scripts of earlier builds had other texts, and so other checksums. */
  @Test
  void databasesOfEarlierBuildsStart() throws Exception {
    for (TestDatabase.Product product : TestDatabase.Product.values()) {
      try (TestDatabase database = TestDatabase.open(product);
          Connection connection = database.dataSource().getConnection()) {
        execute(connection, "UPDATE \"flyway_schema_history\" SET \"checksum\" = 1");
        Migrations.apply(database.dataSource());
        assertThat(schema(connection)).isNotEmpty();
      }
    }
  }

  @Test
  void theDatabaseOfANewerServerIsRefusedAndLeftAlone() throws Exception {
    try (TestDatabase database = TestDatabase.open(TestDatabase.Product.HSQLDB);
        Connection connection = database.dataSource().getConnection()) {
      migrateAsANewerServer(connection);
      execute(connection, "UPDATE schema_compatibility SET oldest = 999");
      assertThatThrownBy(() -> Migrations.apply(database.dataSource()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "The database is that of a newer server: its schema is 999, which takes servers that"
                  + " know 999,");
      assertThat(count(connection, NEWER)).isEqualTo(1);
    }
  }

  /** During a rolling upgrade, ADR 48. */
  @Test
  void aNewerServerThatHasOnlyAddedSomethingDoesNotKeepThisOneFromStarting() throws Exception {
    for (TestDatabase.Product product : TestDatabase.Product.values()) {
      try (TestDatabase database = TestDatabase.open(product);
          Connection connection = database.dataSource().getConnection()) {
        migrateAsANewerServer(connection);
        execute(connection, "UPDATE \"flyway_schema_history\" SET \"checksum\" = 1");
        Migrations.apply(database.dataSource());
        assertThat(count(connection, NEWER)).as("not repaired away").isEqualTo(1);
      }
    }
  }

  private static void migrateAsANewerServer(Connection connection) throws SQLException {
    execute(
        connection,
        "INSERT INTO \"flyway_schema_history\" SELECT 999, '999', \"description\", \"type\","
            + " 'V999__x.sql', \"checksum\", \"installed_by\", \"installed_on\","
            + " \"execution_time\", TRUE FROM \"flyway_schema_history\" WHERE"
            + " \"installed_rank\" = 1");
  }

  private static DataSource open(Path data) {
    String quick = ";hsqldb.nio_data_file=false;hsqldb.lock_file=false";
    return new PosthornDataSource(
        new DatabaseSettings(DatabaseSettings.embedded(data) + quick, "SA", ""));
  }

  private static Set<String> schema(Connection connection) throws SQLException {
    Set<String> found = new TreeSet<>();
    for (String query :
        new String[] {
          "SELECT table_name, column_name, data_type FROM information_schema.columns"
              + " WHERE UPPER(table_schema) = 'PUBLIC'",
          "SELECT constraint_name, constraint_type, table_name"
              + " FROM information_schema.table_constraints"
              + " WHERE UPPER(table_schema) = 'PUBLIC' AND constraint_type <> 'CHECK'",
        }) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          String row = rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3);
          if (!row.contains("flyway") && !row.startsWith("SYS_")) {
            found.add(row);
          }
        }
      }
    }
    try (ResultSet indexes =
        connection.getMetaData().getIndexInfo(null, null, "ANNOTATION", false, true)) {
      while (indexes.next()) {
        found.add("index " + indexes.getString("COLUMN_NAME"));
      }
    }
    return found;
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
