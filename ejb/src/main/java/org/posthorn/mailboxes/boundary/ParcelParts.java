package org.posthorn.mailboxes.boundary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.posthorn.mailboxes.entity.MessageContents;
import org.posthorn.mailboxes.entity.ParcelRow;

/** Reads the parcels that came by rows of logs. */
final class ParcelParts implements AutoCloseable {
  private static final String PART = "select body from mailbox_parcel where id = ? and part = ?";

  private final PreparedStatement query;

  ParcelParts(Connection database) throws SQLException {
    query = database.prepareStatement(PART);
  }

  /** Shows the messages of a row's parcel; false when it is a row of another kind. */
  boolean read(int kind, byte[] body, MessageContents contents) throws SQLException {
    Optional<ParcelRow> row = ParcelRow.of(kind, body);
    if (row.isEmpty()) {
      return false;
    }
    for (int part = 1; part <= row.get().parts(); part++) {
      query.setLong(1, row.get().id());
      query.setInt(2, part);
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          throw new IllegalStateException("part " + part + " of " + row.get() + " is missing");
        }
        contents.part(row.get(), found.getBytes(1));
      }
    }
    return true;
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
