package org.posthorn.inspection.boundary;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.posthorn.content.boundary.ContentInspection;
import org.posthorn.inspection.control.References;
import org.posthorn.inspection.control.Report;
import org.posthorn.mailboxes.boundary.MailboxInspection;
import org.posthorn.spool.boundary.Delivery;
import org.posthorn.spool.boundary.DeliveryText;

/**
 * Checks that everything to which rows and orders refer is there and as it was written. Called by
 * the launcher, with types of the Java library only, because it loads this class apart.
 */
public final class Inspection {
  private static final String OUTGOING =
      "select content_id, sender, recipient from outgoing_message"
          + " where state in ('WAITING', 'BOUNCING') order by id";

  private final Report report;
  private final References references = new References();

  private Inspection(PrintStream out) {
    report = new Report(out);
  }

  /**
   * Checks; answers how many problems were found.
   *
   * @param content the directory of the segments
   * @param orders the texts of all JMS messages of deliveries
   */
  public static int run(Connection database, Path content, List<String> orders, PrintStream out)
      throws SQLException, IOException {
    return new Inspection(out).run(database, content, orders);
  }

  private int run(Connection database, Path content, List<String> orders)
      throws SQLException, IOException {
    AtomicLong messages = new AtomicLong();
    int mailboxes = mailboxes(database, messages);
    report.say("database: " + mailboxes + " mailboxes, " + messages + " messages");
    outgoing(database, true);
    orders(orders, true);
    content(content);
    tellWhose(database, orders);
    return report.conclude();
  }

  private int mailboxes(Connection database, AtomicLong messages) throws SQLException {
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
              public void undecodable(MailboxInspection.Mailbox mailbox, String row) {
                report.problem("mailbox row that cannot be decoded", mailbox + " " + row);
              }
            });
  }

  private void outgoing(Connection database, boolean first) throws SQLException {
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
            (id, needed, wrong) -> {
              if (wrong.isEmpty()) {
                (needed ? referred : others).incrementAndGet();
              } else {
                report.lost(id, wrong);
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

  private void tellWhose(Connection database, List<String> orders) throws SQLException {
    new MailboxInspection()
        .look(
            database,
            new MailboxInspection.Findings() {
              @Override
              public void message(MailboxInspection.Mailbox mailbox, long uid, long contentId) {
                if (report.isLost(contentId)) {
                  report.say("  in " + mailbox + " UID " + uid + ": " + Report.name(contentId));
                }
              }

              @Override
              public void undecodable(MailboxInspection.Mailbox mailbox, String row) {
                // has been told
              }
            });
    outgoing(database, false);
    orders(orders, false);
  }
}
