package org.posthorn.hooks.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * Which contents requests refer to that are still to be sent to webhooks: those of mail that has
 * come. Of mail that has left, a request says no more than its subject, and does without.
 */
@ApplicationScoped
public class WebhookReferences {
  private static final int ROWS = 1_000;
  private static final String CONTENTS =
      "select id, content_id from webhook_call where state = 'WAITING' and event = 'incoming'"
          + " and id > ? order by id fetch first 1000 rows only";

  /** Tells the content ids; some more than once. */
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
            long content = rows.getLong(2);
            if (content != 0) {
              ids.accept(content);
            }
          }
        }
      } while (count == ROWS);
    }
  }
}
