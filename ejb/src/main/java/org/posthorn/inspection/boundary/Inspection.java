package org.posthorn.inspection.boundary;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.content.boundary.ContentInspection;
import org.posthorn.inspection.control.References;
import org.posthorn.inspection.control.Report;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.MailboxInspection;
import org.posthorn.mailboxes.boundary.MailboxRepair;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.DeliveryText;

/**
 * Checks that everything to which rows and orders refer is there and as it was written. Called by
 * the launcher, with types of the Java library only, because it loads this class apart.
 */
public final class Inspection {
  private static final String OUTGOING =
      "select content_id, sender, recipient from outgoing_message"
          + " where state in ('WAITING', 'BOUNCING', 'REPORTING') order by id";

  private final Report report;
  private final References references = new References();
  private final Connection database;
  private final boolean repair;
  private final Map<Long, UidSet.Builder> toExpunge = new LinkedHashMap<>();
  private final Map<Long, List<Long>> toNeutralize = new LinkedHashMap<>();

  private Inspection(Connection database, boolean repair, PrintStream out) {
    this.database = database;
    this.repair = repair;
    report = new Report(out);
  }

  /**
   * Checks; answers how many problems were found.
   *
   * @param content the directory of the segments
   * @param orders the texts of all JMS messages of deliveries
   * @param repair whether to expunge messages of which nothing is there, and to take the place of
   *     rows that cannot be decoded
   */
  public static int run(
      Connection database, Path content, List<String> orders, boolean repair, PrintStream out)
      throws SQLException, IOException {
    return new Inspection(database, repair, out).run(content, orders);
  }

  private int run(Path content, List<String> orders) throws SQLException, IOException {
    AtomicLong messages = new AtomicLong();
    int mailboxes = mailboxes(messages);
    report.say("database: " + mailboxes + " mailboxes, " + messages + " messages");
    outgoing(true);
    orders(orders, true);
    content(content);
    tellWhose(orders);
    if (repair) {
      repair();
    }
    return report.conclude();
  }

  private int mailboxes(AtomicLong messages) throws SQLException {
    return new MailboxInspection()
        .look(
            database,
            new MailboxInspection.Findings() {
              @Override
              public void message(MailboxInspection.Mailbox mailbox, long uid, long contentId) {
                messages.incrementAndGet();
                references.add(contentId);
              }

              @Override
              public void undecodable(MailboxInspection.Mailbox mailbox, long row, String why) {
                report.problem("mailbox row not decodable", mailbox + " log " + row + ": " + why);
                toNeutralize.computeIfAbsent(mailbox.id(), any -> new ArrayList<>()).add(row);
              }

              @Override
              public void undecodableSnapshot(MailboxInspection.Mailbox mailbox, String why) {
                report.problem("mailbox snapshot not decodable", mailbox + ": " + why);
              }
            });
  }

  private void outgoing(boolean first) throws SQLException {
    int count = 0;
    try (PreparedStatement query = database.prepareStatement(OUTGOING);
        ResultSet rows = query.executeQuery()) {
      for (; rows.next(); count++) {
        long id = rows.getLong(1);
        if (first) {
          references.add(id);
        } else if (report.isLost(id)) {
          report.say("  outgoing mail to " + rows.getString(3) + ": " + Report.name(id));
        }
      }
    }
    if (first) {
      report.say("outgoing queue: " + count + " recipients wait");
    }
  }

  private void orders(List<String> texts, boolean first) {
    int count = 0;
    for (String text : texts) {
      DeliveryText.Orders read = DeliveryText.read(text);
      for (Delivery order : read.whole()) {
        count++;
        if (first) {
          references.add(order.contentId());
        } else if (report.isLost(order.contentId())) {
          report.say("  order " + order.id() + ": " + Report.name(order.contentId()));
        }
      }
      if (first) {
        read.damaged()
            .forEach(
                damaged ->
                    report.problem(
                        "order that cannot be read",
                        damaged.lines().findFirst().orElse("").replaceAll("[^!-~ ]", "?")));
      }
    }
    if (first) {
      report.say("orders: " + count + " wait or were given up");
    }
  }

  private void content(Path directory) throws IOException {
    AtomicLong referred = new AtomicLong();
    AtomicLong others = new AtomicLong();
    new ContentInspection(directory)
        .look(
            references.sorted(),
            new ContentInspection.Findings() {
              @Override
              public void record(long id, boolean needed, String wrong) {
                if (wrong.isEmpty()) {
                  (needed ? referred : others).incrementAndGet();
                } else {
                  report.lost(id, wrong);
                }
              }

              @Override
              public void torn(int segment, long offset, long octets, boolean behind) {
                report.say(
                    "content: %08x.seg offset %d: %d octets %s; nothing refers to them"
                        .formatted(
                            segment,
                            offset,
                            octets,
                            behind ? "are no message" : "of a message that was never finished"));
              }
            },
            number -> report.say("content: reading %08x.seg".formatted(number)));
    report.say(
        "content: "
            + referred
            + " messages that are needed are whole; "
            + others
            + " others are whole, to which nothing refers (the sweep frees them)");
  }

  private void tellWhose(List<String> orders) throws SQLException {
    new MailboxInspection()
        .look(
            database,
            new MailboxInspection.Findings() {
              @Override
              public void message(MailboxInspection.Mailbox mailbox, long uid, long contentId) {
                if (report.isLost(contentId)) {
                  report.say("  in " + mailbox + " UID " + uid + ": " + Report.name(contentId));
                  if (report.isMissing(contentId)) {
                    toExpunge.computeIfAbsent(mailbox.id(), any -> UidSet.builder()).add(uid);
                  }
                }
              }

              @Override
              public void undecodable(MailboxInspection.Mailbox mailbox, long row, String why) {
                // has been told
              }

              @Override
              public void undecodableSnapshot(MailboxInspection.Mailbox mailbox, String why) {
                // has been told
              }
            });
    outgoing(false);
    orders(orders, false);
  }

  private void repair() throws SQLException {
    MailboxRepair rows = new MailboxRepair(database);
    int replaced = 0;
    for (Map.Entry<Long, List<Long>> mailbox : toNeutralize.entrySet()) {
      for (long row : mailbox.getValue()) {
        rows.neutralize(mailbox.getKey(), row);
        replaced++;
      }
    }
    long expunged = 0;
    for (Map.Entry<Long, UidSet.Builder> mailbox : toExpunge.entrySet()) {
      UidSet uids = mailbox.getValue().build();
      rows.expunge(mailbox.getKey(), uids);
      expunged += uids.size();
    }
    report.say("repaired: " + replaced + " rows replaced by ones that change nothing");
    report.say("repaired: " + expunged + " messages expunged of which nothing is there");
  }
}
