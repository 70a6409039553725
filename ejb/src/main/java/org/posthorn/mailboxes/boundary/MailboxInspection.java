package org.posthorn.mailboxes.boundary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailboxes.entity.MessageContents;

/** Decodes the rows of all mailboxes, one after the other. Changes nothing. */
public final class MailboxInspection {
  private static final String MAILBOXES =
      "select m.id, m.name, a.address from mailbox m left join account_address a"
          + " on a.account_id = m.account_id and a.place = 0"
          + " where m.account_id <> 0 order by m.id";
  private static final String SNAPSHOT =
      "select mod_seq, body from mailbox_snapshot where mailbox_id = ?";
  private static final String LOG =
      "select mod_seq, kind, body from mailbox_log"
          + " where mailbox_id = ? and mod_seq > ? order by mod_seq";

  /** Hears of what is there. */
  public interface Findings {
    /** A message, and to which content it refers. */
    void message(Mailbox mailbox, long uid, long contentId);

    /** A row of the log that cannot be decoded. */
    void undecodable(Mailbox mailbox, long modSeq, String why) throws SQLException;

    /** A snapshot that cannot be decoded, or not to its end. */
    void undecodableSnapshot(Mailbox mailbox, String why);
  }

  /**
   * Whose rows they are.
   *
   * @param owner its main address
   */
  public record Mailbox(long id, String owner, String name) {
    @Override
    public String toString() {
      return owner + " \"" + name + "\"";
    }
  }

  /** Looks at all of them; answers how many there are. */
  public int look(Connection database, Findings findings) throws SQLException {
    List<Mailbox> mailboxes = mailboxes(database);
    for (Mailbox mailbox : mailboxes) {
      look(database, mailbox, findings);
    }
    return mailboxes.size();
  }

  private static List<Mailbox> mailboxes(Connection database) throws SQLException {
    List<Mailbox> found = new ArrayList<>();
    try (PreparedStatement query = database.prepareStatement(MAILBOXES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(new Mailbox(rows.getLong(1), rows.getString(3), rows.getString(2)));
      }
    }
    return found;
  }

  private static void look(Connection database, Mailbox mailbox, Findings findings)
      throws SQLException {
    MessageContents contents = new MessageContents();
    long after = 0;
    try (PreparedStatement query = database.prepareStatement(SNAPSHOT)) {
      query.setLong(1, mailbox.id());
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          after = row.getLong(1);
          byte[] body = row.getBytes(2);
          Optional<String> why = decode(() -> contents.snapshot(body));
          if (why.isPresent()) {
            findings.undecodableSnapshot(mailbox, why.get());
          }
        }
      }
    }
    try (PreparedStatement query = database.prepareStatement(LOG);
        ParcelParts parcels = new ParcelParts(database)) {
      query.setLong(1, mailbox.id());
      query.setLong(2, after);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          long modSeq = rows.getLong(1);
          int kind = rows.getInt(2);
          byte[] body = rows.getBytes(3);
          Optional<String> why =
              decode(
                  () -> {
                    if (!parcels.read(kind, body, contents)) {
                      contents.change(modSeq, kind, body);
                    }
                  });
          if (why.isPresent()) {
            findings.undecodable(mailbox, modSeq, why.get());
          }
        }
      }
    }
    contents.visit((uid, content) -> findings.message(mailbox, uid, content));
  }

  private interface Row {
    void decode() throws SQLException;
  }

  private static Optional<String> decode(Row row) throws SQLException {
    try {
      row.decode();
      return Optional.empty();
    } catch (RuntimeException undecodable) { // octets of any kind
      return Optional.of(undecodable.toString());
    }
  }
}
