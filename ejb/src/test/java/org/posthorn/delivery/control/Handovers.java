package org.posthorn.delivery.control;

import java.util.List;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.filtering.boundary.Filings;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Placement;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.reports.boundary.ReceivedReports;
import org.posthorn.routing.boundary.Routings;
import org.posthorn.trace.boundary.MailLog;

/** What the container would wire. */
public final class Handovers {
  private Handovers() {}

  /** One with fakes around. */
  @SuppressWarnings("UnnecessaryAssignment") // this is the container here
  public static Handover of(
      Directory directory, Mailboxes mailboxes, ContentStore contents, Relay relay, MailLog log) {
    Handover handover = new Handover();
    handover.routing = Routings.of(directory);
    handover.mailboxes = mailboxes;
    handover.contents = contents;
    handover.relay = relay;
    handover.reports =
        new ReceivedReports() {
          @Override
          public void received(String order, List<Address> recipients, long contentId) {}
        };
    handover.log = log;
    handover.filings =
        new Filings() {
          @Override
          public List<Placement> placements(Envelope envelope, long account) {
            return List.of();
          }

          @Override
          public String note(Envelope envelope, long account) {
            return "";
          }
        };
    return handover;
  }

  /** Has others look at what may be a report. */
  public static void change(Handover handover, ReceivedReports reports) {
    handover.reports = reports;
  }

  /** Has others say where accounts get their mail. */
  public static void change(Handover handover, Filings filings) {
    handover.filings = filings;
  }
}
