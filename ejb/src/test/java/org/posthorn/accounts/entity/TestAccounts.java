package org.posthorn.accounts.entity;

import org.posthorn.testdb.TestDatabase;

/** Accounts that only exist. */
public final class TestAccounts {
  private TestAccounts() {}

  /** Adds one without address or password; its id. */
  public static long add(TestDatabase database) {
    String none =
        database.product() == TestDatabase.Product.HSQLDB
            ? "cast(X'00' as varbinary(10))"
            : "cast('' as bytea)";
    return database.inTransaction(
        entities -> {
          entities
              .createNativeQuery(
                  "insert into account (login_disabled, administrator, created_at, argon2,"
                      + " scram_salt, scram_iterations, scram_stored_key, scram_server_key,"
                      + " version, leaving) values (false, false, current_timestamp, 'x', "
                      + (none + ", 1, " + none + ", " + none + ", 1, false)"))
              .executeUpdate();
          return ((Number)
                  entities.createNativeQuery("select max(id) from account").getSingleResult())
              .longValue();
        });
  }
}
