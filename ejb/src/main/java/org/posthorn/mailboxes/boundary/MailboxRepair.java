package org.posthorn.mailboxes.boundary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.entity.LogEntry;

/** Puts the rows of mailboxes into order that no server uses. */
public final class MailboxRepair {
  private static final String HIGHEST =
      "select max(mod_seq) from (select mod_seq from mailbox_log where mailbox_id = ?"
          + " union all select mod_seq from mailbox_snapshot where mailbox_id = ?) as known";
  private static final String INSERT =
      "insert into mailbox_log (mailbox_id, mod_seq, kind, body) values (?, ?, ?, ?)";
  private static final String REPLACE =
      "update mailbox_log set kind = ?, body = ? where mailbox_id = ? and mod_seq = ?";

  private final Connection database;

  /** By a connection in auto-commit mode. */
  public MailboxRepair(Connection database) {
    this.database = database;
  }

  /** Expunges messages, as their owner would. */
  public void expunge(long mailbox, UidSet uids) throws SQLException {
    long next = highest(mailbox) + 1;
    try (PreparedStatement insert = database.prepareStatement(INSERT)) {
      insert.setLong(1, mailbox);
      insert.setLong(2, next);
      insert.setShort(3, LogEntry.EXPUNGED);
      insert.setBytes(4, LogEntry.expunge(next, uids));
      insert.executeUpdate();
    }
  }

  private long highest(long mailbox) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(HIGHEST)) {
      query.setLong(1, mailbox);
      query.setLong(2, mailbox);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Puts a row that changes nothing in the place of one that cannot be decoded. */
  public void neutralize(long mailbox, long modSeq) throws SQLException {
    try (PreparedStatement update = database.prepareStatement(REPLACE)) {
      update.setShort(1, LogEntry.EXPUNGED);
      update.setBytes(2, LogEntry.expunge(modSeq, UidSet.EMPTY));
      update.setLong(3, mailbox);
      update.setLong(4, modSeq);
      update.executeUpdate();
    }
  }
}
