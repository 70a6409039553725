package org.posthorn.database;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the database that the configuration names, whichever product that is; the application
 * server pools the connections.
 */
public class PosthornDataSource implements DataSource {
  private static final String HSQLDB = "jdbc:hsqldb:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private static final String CONNECT_SECONDS = "3";
  private static final String LOGIN_SECONDS = "5";
  private static final String SILENCE_SECONDS = "60";

  private final ConnectionCircuitBreaker gate = new ConnectionCircuitBreaker();
  private @Nullable DatabaseSettings settings;
  private int loginTimeout;
  private volatile boolean opened;

  /** A data source that reads the configuration when the first connection is asked for. */
  public PosthornDataSource() {}

  /** A data source with settings of its own. */
  public PosthornDataSource(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** One for the database of a data directory, or at a URL, without the application server. */
  public static DataSource of(Optional<String> url, Path dataDirectory, String user, String word) {
    return new PosthornDataSource(
        new DatabaseSettings(
            url.orElseGet(() -> DatabaseSettings.embedded(dataDirectory)), user, word));
  }

  @Override
  public Connection getConnection() throws SQLException {
    DatabaseSettings to = settings();
    return getConnection(to.user(), to.password());
  }

  /** Ignores the arguments of the pool's definition: the configuration alone names the account. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return gate.pass(this::connect);
  }

  private Connection connect() throws SQLException {
    DatabaseSettings to = settings();
    Connection connection = open(to);
    if (connection == null) {
      throw new SQLException("posthorn.db.url is no URL for its driver");
    }
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
    if (to.url().startsWith(POSTGRESQL)) {
      bound(connection);
    }
    return connection;
  }

  /**
   * A server that is gone amid a transaction holds its locks for a minute or two, not until TCP
   * notices; and nobody waits long for a lock.
   */
  private static void bound(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '2min';"
              + " SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
              + " SET tcp_keepalives_count = 3");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private @Nullable Connection open(DatabaseSettings to) throws SQLException {
    Optional<EmbeddedLog> log = opened ? Optional.empty() : EmbeddedLog.of(to.url());
    if (log.isEmpty()) {
      return driver(to.url()).connect(to.url(), login(to));
    }
    log.get().tellTorn();
    Connection connection = openStrictly(to, log.get());
    opened = true; // only now: whoever asks after a failure must not drop what we would not
    return connection;
  }

  private static @Nullable Connection openStrictly(DatabaseSettings to, EmbeddedLog log)
      throws SQLException {
    try {
      return driver(to.url()).connect(to.url() + EmbeddedLog.STRICT, login(to));
    } catch (SQLException e) {
      if (!EmbeddedLog.isMeant(e)) {
        throw e;
      }
      log.accept(e);
      return driver(to.url()).connect(to.url(), login(to));
    }
  }

  /**
   * Properties for the driver; those of PostgreSQL may be given in the URL instead and then win.
   */
  private static Properties login(DatabaseSettings to) {
    Properties login = new Properties();
    login.setProperty("user", to.user());
    login.setProperty("password", to.password());
    if (to.url().startsWith(POSTGRESQL)) {
      login.setProperty("connectTimeout", CONNECT_SECONDS);
      login.setProperty("loginTimeout", LOGIN_SECONDS);
      login.setProperty("socketTimeout", SILENCE_SECONDS);
      login.setProperty("tcpKeepAlive", "true");
    }
    return login;
  }

  private synchronized DatabaseSettings settings() {
    if (settings == null) {
      settings =
          DatabaseSettings.from(
              ConfigProvider.getConfig(PosthornDataSource.class.getClassLoader()));
    }
    return settings;
  }

  private static Driver driver(String url) throws SQLException {
    if (url.startsWith(HSQLDB)) {
      Embedded.prepare(url);
      return new org.hsqldb.jdbc.JDBCDriver();
    }
    if (url.startsWith(POSTGRESQL)) {
      return new org.postgresql.Driver();
    }
    throw new SQLException("posthorn.db.url starts with neither " + HSQLDB + " nor " + POSTGRESQL);
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  @Override
  @SuppressWarnings("NullAway") // null is JDBC's word for "logging is off"
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // the drivers log by themselves
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Optional.of(this)
        .filter(type::isInstance)
        .map(type::cast)
        .orElseThrow(() -> new SQLException("no " + type.getName()));
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
