package org.posthorn.testdb;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthorn.database.DatabaseSettings;
import org.posthorn.database.PosthornDataSource;
import org.posthorn.schema.control.Migrations;

/** The one PostgreSQL of this virtual machine: starts at first use, ends with the machine. */
final class TestPostgres {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  /** Starts at class loading, so once and only where it is used. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Migrated once; all others are copies of it. */
  private static final class Template {
    static final String NAME = make();

    private static String make() {
      String name = "posthorn_template";
      create(name, "template0");
      Migrations.apply(new PosthornDataSource(settings(name)));
      return name;
    }
  }

  static DatabaseSettings newDatabase() {
    String name = "posthorn" + COUNT.incrementAndGet();
    create(name, Template.NAME);
    return settings(name);
  }

  private static void create(String name, String template) {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE " + template);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseSettings settings(String name) {
    return new DatabaseSettings(
        Server.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres");
  }
}
