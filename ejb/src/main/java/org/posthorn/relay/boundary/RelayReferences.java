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
      "select content_id from outgoing_message where state in ('WAITING', 'BOUNCING')";

  /** Tells the content ids of all rows that are not done; some more than once. */
  public void tell(Connection snapshot, LongConsumer ids) throws SQLException {
    try (PreparedStatement query = snapshot.prepareStatement(CONTENTS)) {
      query.setFetchSize(ROWS);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.accept(rows.getLong(1));
        }
      }
    }
  }
}
