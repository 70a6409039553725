package org.posthorn.sending.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * Which contents mail refers to that waits for its moment, and which are files of mail that is
 * being written.
 */
@ApplicationScoped
public class SubmissionReferences {
  private static final String CONTENTS =
      "select content_id, copy_id from submission where state in ('WAITING', 'LEAVING')"
          + " union all select content_id, content_id from upload";

  /** Tells the content ids; some more than once. */
  public void tell(Connection database, LongConsumer ids) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(CONTENTS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        ids.accept(rows.getLong(1));
        ids.accept(rows.getLong(2));
      }
    }
  }
}
