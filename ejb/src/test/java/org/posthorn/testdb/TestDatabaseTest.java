package org.posthorn.testdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TestDatabaseTest {
  private final TestDatabase database;

  TestDatabaseTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void isMigratedAndEmpty() {
    assertThat(countNodes()).isZero();
  }

  @Test
  void isTheProductThatItSays() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      assertThat(connection.getMetaData().getDatabaseProductName())
          .isEqualToIgnoringCase(
              database.product() == TestDatabase.Product.HSQLDB
                  ? "HSQL Database Engine"
                  : "PostgreSQL");
    }
  }

  @Test
  void embeddedDatabaseSyncsEachCommit() throws SQLException {
    if (database.product() == TestDatabase.Product.HSQLDB) {
      assertThat(property("hsqldb.write_delay_millis")).isEqualTo("0");
      assertThat(property("hsqldb.tx")).isEqualToIgnoringCase("mvcc");
      assertThat(property("hsqldb.default_table_type")).isEqualToIgnoringCase("cached");
    }
  }

  @Test
  void failedWorkIsRolledBack() {
    assertThatThrownBy(
            () ->
                database.transact(
                    entities -> {
                      insertNode();
                      assertThat(countNodes()).isOne();
                      throw new IllegalArgumentException("thrown by the test");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(countNodes()).isZero();
  }

  @Test
  void sharedEntityManagerNeedsATransaction() {
    assertThatThrownBy(() -> database.entityManager().createNativeQuery("select 1 from node"))
        .isInstanceOf(IllegalStateException.class);
  }

  private void insertNode() {
    database
        .entityManager()
        .createNativeQuery(
            "insert into node (id, name, version, started_at) values (1, 'a', 0, CURRENT_TIMESTAMP)")
        .executeUpdate();
  }

  private long countNodes() {
    return database.inTransaction(
        entities ->
            ((Number) entities.createNativeQuery("select count(*) from node").getSingleResult())
                .longValue());
  }

  private String property(String name) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select property_value from information_schema.system_properties"
                    + " where lower(property_name) = '"
                    + name
                    + "'")) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
