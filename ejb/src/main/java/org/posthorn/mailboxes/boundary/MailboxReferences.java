package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.posthorn.mailboxes.entity.MessageContents;

/**
 * Which contents the messages of all mailboxes refer to. Reads one mailbox after the other from the
 * database, so that the views in memory stay what they are.
 */
@ApplicationScoped
public class MailboxReferences {
  private static final int ROWS = 256;
  private static final String MAILBOXES = "select id from mailbox order by id";
  private static final String SNAPSHOT =
      "select mod_seq, body from mailbox_snapshot where mailbox_id = ?";
  private static final String LOG = // all but changes of flags
      "select mod_seq, kind, body from mailbox_log"
          + " where mailbox_id = ? and mod_seq > ? and kind <> 2 order by mod_seq";

  /**
   * Tells the content ids, some more than once.
   *
   * @param snapshot sees one state of the database all the time
   * @param pace is called again and again; may wait, or throw to stop
   */
  public void tell(Connection snapshot, LongConsumer ids, Runnable pace) throws SQLException {
    try (PreparedStatement body = snapshot.prepareStatement(SNAPSHOT);
        PreparedStatement log = snapshot.prepareStatement(LOG)) {
      log.setFetchSize(ROWS);
      for (long mailbox : mailboxes(snapshot)) {
        MessageContents contents = new MessageContents();
        log.setLong(2, readSnapshot(mailbox, body, contents));
        readLog(mailbox, log, contents);
        contents.tell(ids);
        pace.run();
      }
    }
  }

  private static long[] mailboxes(Connection snapshot) throws SQLException {
    LongStream.Builder found = LongStream.builder();
    try (PreparedStatement query = snapshot.prepareStatement(MAILBOXES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found.build().toArray();
  }

  private static long readSnapshot(long mailbox, PreparedStatement query, MessageContents contents)
      throws SQLException {
    query.setLong(1, mailbox);
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return 0;
      }
      contents.snapshot(row.getBytes(2));
      return row.getLong(1);
    }
  }

  private static void readLog(long mailbox, PreparedStatement query, MessageContents contents)
      throws SQLException {
    query.setLong(1, mailbox);
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        contents.change(rows.getLong(1), rows.getInt(2), rows.getBytes(3));
      }
    }
  }
}
