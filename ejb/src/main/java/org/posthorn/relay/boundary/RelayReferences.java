package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/** Which contents the outgoing queue refers to. */
@ApplicationScoped
public class RelayReferences {
  private static final int ROWS = 1_000;
  private static final String CONTENTS =
      "select id, content_id from outgoing_message"
          + " where state in ('WAITING', 'BOUNCING', 'REPORTING') and id > ? order by id"
          + " fetch first 1000 rows only";

  /** Tells the content ids of all rows that are not done; some more than once. */
  public void tell(Connection database, LongConsumer ids) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(CONTENTS)) {
      long last = Long.MIN_VALUE;
      int count;
      do {
        count = 0;
        query.setLong(1, last);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            count++;
            last = rows.getLong(1);
            ids.accept(rows.getLong(2));
          }
        }
      } while (count == ROWS);
    }
  }
}
