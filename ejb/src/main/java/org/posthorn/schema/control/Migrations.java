package org.posthorn.schema.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Applies the migrations of {@code resources/schema} that a database has not seen yet, in the order
 * of their numbers.
 *
 * <p>One text serves both databases. Where their types differ, it uses a placeholder: {@code
 * ${binary}} for a column of up to 1 MiB of octets.
 */
public final class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
  private static final String LOCATION = "classpath:org/posthorn/schema/migrations";

  private Migrations() {}

  /**
   * Migrates the database behind a data source.
   *
   * @throws org.flywaydb.core.api.FlywayException when a migration fails; what it did is rolled
   *     back where the database can do that
   */
  public static void apply(DataSource database) {
    MigrateResult result =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(database)
            .locations(LOCATION)
            .placeholders(placeholders(product(database)))
            .cleanDisabled(true)
            .load()
            .migrate();
    LOG.log(
        System.Logger.Level.INFO,
        "schema={0} migrations={1}",
        result.targetSchemaVersion == null
            ? result.initialSchemaVersion
            : result.targetSchemaVersion,
        result.migrationsExecuted);
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
