package org.posthorn.schema.control;

import java.sql.Connection;
import java.sql.SQLException;
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
    refuseNewer(flyway);
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

  /** What a newer server has made of the data, this one would misread. */
  private static void refuseNewer(Flyway flyway) {
    for (MigrationInfo each : flyway.info().all()) {
      if (each.getState() == MigrationState.FUTURE_SUCCESS
          || each.getState() == MigrationState.FUTURE_FAILED) {
        throw new IllegalStateException(
            "The database is that of a newer server: its schema is "
                + each.getVersion()
                + ", which this one does not know. Start the newer one, or restore a backup.");
      }
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
