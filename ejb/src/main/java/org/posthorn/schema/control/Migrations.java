package org.posthorn.schema.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Applies the migrations of {@code resources/schema} that a database has not seen yet, in the order
 * of their numbers.
 *
 * <p>One text serves both databases. Where their types differ, it uses a placeholder: {@code
 * ${binary}} for a column of up to 1 MiB of octets.
 *
 * <p>HSQLDB commits each statement that changes the schema by itself. So a start that is cut short
 * can leave a migration half done, and the next start repeats it from its first statement: each
 * must be one that can be repeated.
 */
public final class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
  private static final String LOCATION = "classpath:org/posthorn/schema/migrations";

  private Migrations() {}

  /**
   * Migrates the database behind a data source.
   *
   * @throws org.flywaydb.core.api.FlywayException when a migration fails; the next call repeats it
   */
  public static void apply(DataSource database) {
    apply(database, MigrationVersion.LATEST);
  }

  static void apply(DataSource database, MigrationVersion last) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(database)
            .locations(LOCATION)
            .placeholders(placeholders(product(database)))
            .target(last)
            .cleanDisabled(true)
            .load();
    if (isNewer(flyway, database)) {
      return;
    }
    repair(flyway);
    MigrateResult result = flyway.migrate();
    LOG.log(
        System.Logger.Level.INFO,
        "event=schema-ready version={0} migrations={1}",
        result.targetSchemaVersion == null
            ? result.initialSchemaVersion
            : result.targetSchemaVersion,
        result.migrationsExecuted);
  }

  /**
   * Whether a newer server has made more of the schema, with which this one can work (ADR 48). Then
   * nothing is to be changed, nor repaired: what this one does not know would be taken for missing.
   *
   * @throws IllegalStateException when it would misread the data
   */
  private static boolean isNewer(Flyway flyway, DataSource database) {
    List<MigrationInfo> newer =
        Arrays.stream(flyway.info().all()).filter(Migrations::isOfTheFuture).toList();
    if (newer.isEmpty()) {
      return false;
    }
    MigrationVersion version = newer.get(newer.size() - 1).getVersion();
    MigrationVersion own = own(flyway);
    MigrationVersion oldest = oldest(database);
    boolean whole =
        newer.stream().noneMatch(each -> each.getState().isFailed())
            && flyway.info().pending().length == 0;
    if (!whole || own.compareTo(oldest) < 0) {
      throw new IllegalStateException(
          "The database is that of a newer server: its schema is "
              + version
              + ", which takes servers that know "
              + oldest
              + ", and this one knows "
              + own
              + ". Start the newer one, or restore a backup.");
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "event=schema-newer version={0} known={1} oldest={2}",
        version,
        own,
        oldest);
    return true;
  }

  private static boolean isOfTheFuture(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }

  /** The last migration that this server knows. */
  private static MigrationVersion own(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(each -> each.getState().isResolved() && each.getVersion() != null)
        .map(MigrationInfo::getVersion)
        .max(Comparator.naturalOrder())
        .orElse(MigrationVersion.EMPTY);
  }

  /** The migration that a server must know to work with the database. */
  private static MigrationVersion oldest(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(oldest) FROM schema_compatibility")) {
      row.next();
      return MigrationVersion.fromVersion(Integer.toString(row.getInt(1)));
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The database is that of a newer server, and does not tell which older ones may use it",
          e);
    }
  }

  /**
   * Lets a migration that failed be repeated, and takes the present text of an older one for what
   * was applied: the first ten could not be repeated when they were new, and were mended.
   */
  private static void repair(Flyway flyway) {
    for (MigrationInfo migration : flyway.info().applied()) {
      if (migration.getState().isFailed() || !migration.isChecksumMatching()) {
        LOG.log(
            System.Logger.Level.INFO,
            "event=schema-repaired first={0} state={1}",
            migration.getVersion(),
            migration.getState());
        flyway.repair();
        return;
      }
    }
  }

  private static Map<String, String> placeholders(String product) {
    return product.startsWith("HSQL")
        ? Map.of("binary", "LONGVARBINARY")
        : Map.of("binary", "BYTEA");
  }

  private static String product(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be reached: " + e.getMessage(), e);
    }
  }
}
