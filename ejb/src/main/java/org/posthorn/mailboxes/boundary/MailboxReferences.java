package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.posthorn.mailboxes.entity.LogEntry;
import org.posthorn.mailboxes.entity.MessageContents;

/**
 * Which contents the messages of all mailboxes refer to. Reads one mailbox after the other from the
 * database, in short statements without a transaction around them, so that nobody waits; the views
 * in memory stay what they are.
 *
 * <p>Messages move meanwhile. So it reads again what has come to each log since, until in two
 * passes, one after the other, no history was cut: then each message that was anywhere between the
 * two was told, for either the first found it, or the row that brought it is still there.
 */
@ApplicationScoped
public class MailboxReferences {
  private static final int PASSES = 8;
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final Duration RENEWAL = Duration.ofMinutes(1);
  private static final int MAILBOXES_AT_ONCE = 1_000;
  private static final int ROWS = 64;
  private static final String MAILBOXES =
      "select id from mailbox where id > ? order by id fetch first 1000 rows only";
  private static final String SNAPSHOT =
      "select mod_seq, body from mailbox_snapshot where mailbox_id = ?";
  private static final String SNAPSHOT_POSITION =
      "select mod_seq from mailbox_snapshot where mailbox_id = ?";
  private static final String LOG = // all but changes of flags
      "select mod_seq, kind, body from mailbox_log where mailbox_id = ? and mod_seq > ?"
          + " and kind <> 2 order by mod_seq fetch first 64 rows only";
  private static final String KEPT = "update mailbox_history set kept_until = ? where id = 1";
  private static final String CUTS = "select cuts from mailbox_history where id = 1";

  private final Clock clock = Clock.systemUTC();

  /**
   * Tells the content ids, some more than once.
   *
   * @param database in auto-commit mode
   * @param pace is called again and again; may wait, or throw to stop
   * @return false when it is not certain that all were told, because history was cut all the time
   */
  public boolean tell(Connection database, LongConsumer ids, Runnable pace) throws SQLException {
    try (PreparedStatement kept = database.prepareStatement(KEPT)) {
      try {
        keep(kept, KEEP);
        return tellAll(database, ids, renewing(kept, pace));
      } finally {
        keep(kept, Duration.ZERO);
      }
    }
  }

  private boolean tellAll(Connection database, LongConsumer ids, Runnable pace)
      throws SQLException {
    LogPositions positions = new LogPositions();
    long before = Long.MIN_VALUE; // cuts when the pass before the last one began
    for (int pass = 0; pass < PASSES; pass++) {
      long cuts = cuts(database);
      new Pass(database, positions, pass == 0, ids, pace).read();
      if (before == cuts(database)) {
        return true;
      }
      before = cuts;
    }
    return false;
  }

  private void keep(PreparedStatement kept, Duration more) throws SQLException {
    kept.setLong(1, more.isZero() ? 0 : clock.millis() + more.toMillis());
    kept.executeUpdate();
  }

  private Runnable renewing(PreparedStatement kept, Runnable pace) {
    long[] renewed = {System.nanoTime()};
    return () -> {
      pace.run();
      if (System.nanoTime() - renewed[0] > RENEWAL.toNanos()) {
        renewed[0] = System.nanoTime();
        try {
          keep(kept, KEEP);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static long cuts(Connection database) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(CUTS);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Reads all mailboxes: the first time what is in them, then from there on all that came, whether
   * it went again or not.
   */
  private record Pass(
      Connection database, LogPositions positions, boolean first, LongConsumer ids, Runnable pace) {

    void read() throws SQLException {
      try (PreparedStatement mailboxes = database.prepareStatement(MAILBOXES);
          PreparedStatement snapshot = database.prepareStatement(SNAPSHOT);
          PreparedStatement position = database.prepareStatement(SNAPSHOT_POSITION);
          PreparedStatement log = database.prepareStatement(LOG);
          ParcelParts parcels = new ParcelParts(database)) {
        long last = Long.MIN_VALUE;
        for (long[] some = next(mailboxes, last); some.length > 0; some = next(mailboxes, last)) {
          for (long mailbox : some) {
            long known = positions.of(mailbox);
            boolean whole = first || position(mailbox, position) > known;
            MessageContents contents = new MessageContents();
            long after = whole ? snapshot(mailbox, snapshot, contents) : known;
            positions.read(mailbox, log(mailbox, after, log, parcels, contents));
            contents.tell(ids);
            pace.run();
          }
          last = some[some.length - 1];
        }
      }
    }

    private static long[] next(PreparedStatement query, long after) throws SQLException {
      long[] found = new long[MAILBOXES_AT_ONCE];
      int count = 0;
      query.setLong(1, after);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found[count++] = rows.getLong(1);
        }
      }
      return Arrays.copyOf(found, count);
    }

    private static long position(long mailbox, PreparedStatement query) throws SQLException {
      query.setLong(1, mailbox);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }

    private static long snapshot(long mailbox, PreparedStatement query, MessageContents contents)
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

    private long log(
        long mailbox,
        long after,
        PreparedStatement query,
        ParcelParts parcels,
        MessageContents contents)
        throws SQLException {
      long read = after;
      int count;
      do {
        count = 0;
        query.setLong(1, mailbox);
        query.setLong(2, read);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            count++;
            read = rows.getLong(1);
            int kind = rows.getInt(2);
            byte[] body = rows.getBytes(3);
            if (!parcels.read(kind, body, contents) && (first || kind != LogEntry.EXPUNGED)) {
              contents.change(read, kind, body);
            }
          }
        }
      } while (count == ROWS);
      return read;
    }
  }
}
