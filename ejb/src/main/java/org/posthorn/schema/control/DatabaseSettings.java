package org.posthorn.schema.control;

import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * Where the database is.
 *
 * @param url JDBC URL, of HSQLDB or PostgreSQL
 * @param user name to log in with
 * @param password password to log in with, or empty
 */
public record DatabaseSettings(String url, String user, String password) {
  /**
   * Properties of the embedded database: every commit is on disk before it returns (write_delay),
   * rows live on disk (cached), readers block no writers (mvcc), the log is folded in at 64 MB, up
   * to 32 MB of rows stay in memory.
   */
  private static final String EMBEDDED =
      ";shutdown=true"
          + ";hsqldb.write_delay=false"
          + ";hsqldb.default_table_type=cached"
          + ";hsqldb.tx=mvcc"
          + ";hsqldb.log_size=64"
          + ";hsqldb.cache_rows=100000"
          + ";hsqldb.cache_size=32768"
          + ";hsqldb.result_max_memory_rows=0"
          + ";hsqldb.reconfig_logging=false";

  /**
   * Reads {@code posthorn.db.*}; without a URL it is the embedded database in the data directory.
   */
  public static DatabaseSettings from(Config config) {
    String url =
        config
            .getOptionalValue("posthorn.db.url", String.class)
            .orElseGet(() -> embedded(dataDirectory(config)));
    return new DatabaseSettings(
        url,
        config.getOptionalValue("posthorn.db.user", String.class).orElse("SA"),
        config.getOptionalValue("posthorn.db.password", String.class).orElse(""));
  }

  /** URL of the embedded database below a data directory. */
  public static String embedded(Path dataDirectory) {
    Path files = dataDirectory.toAbsolutePath().resolve("db").resolve("posthorn");
    return "jdbc:hsqldb:file:" + files + EMBEDDED;
  }

  private static Path dataDirectory(Config config) {
    return Path.of(config.getOptionalValue("posthorn.data-dir", String.class).orElse("data"));
  }
}
