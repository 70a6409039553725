package org.posthorn.delivery.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.filtering.boundary.Filings;
import org.posthorn.filtering.value.Filing;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.mailboxes.boundary.Placement;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.reports.boundary.ReceivedReports;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.spool.value.Delivery;
import org.posthorn.trace.boundary.MailEvent;
import org.posthorn.trace.boundary.MailLog;

/** Hands messages over to what they end in: mailboxes, the outgoing queue, reports to senders. */
@ApplicationScoped
public class Handover {
  private static final System.Logger LOG = System.getLogger(Handover.class.getName());
  private static final Flags JUNK = Flags.of(List.of("$Junk")); // RFC 9051 §2.3.2

  @Inject Routing routing;
  @Inject Mailboxes mailboxes;
  @Inject ContentStore contents;
  @Inject Relay relay;
  @Inject ReceivedReports reports;
  @Inject MailLog log;
  @Inject Filings filings;

  /**
   * Sorts the recipients of an order.
   *
   * @throws org.posthorn.kernel.ContentLost when its octets are lost
   * @throws java.io.UncheckedIOException when they cannot be read now
   */
  public RecipientSorting sort(Delivery order) {
    contents.content(order.contentId()).requireReadable();
    return new RecipientSorting(
        order, routing, contents, places(order.envelope()), relay.keepsBack(order.envelope()));
  }

  private RecipientSorting.Places places(Envelope envelope) {
    return new RecipientSorting.Places() {
      @Override
      public List<Placement> of(long account) {
        if (filings.decided(envelope, account)) {
          return filings.placements(envelope, account);
        }
        return envelope.options().suspect() ? junk(account) : List.of();
      }

      @Override
      public String note(long account) {
        return filings.note(envelope, account);
      }
    };
  }

  private List<Placement> junk(long account) {
    return mailboxes.find(account, SpecialUse.JUNK).stream()
        .map(mailbox -> new Placement(mailbox, JUNK))
        .toList();
  }

  /** Delivers to those who are ours, with one commit for all orders. */
  public void toMailboxes(List<RecipientSorting> sorted) {
    List<ToAccount> wanted = sorted.stream().flatMap(each -> each.local().stream()).toList();
    List<ToAccount> homeless = mailboxes.deliver(wanted);
    sorted.forEach(each -> tell(each, homeless));
    if (homeless.isEmpty()) {
      return;
    }
    List<ToAccount> moved = sorted.stream().flatMap(each -> each.anew(homeless).stream()).toList();
    List<ToAccount> still = mailboxes.deliver(moved);
    for (RecipientSorting each : sorted) {
      tell(each, still);
      each.giveUp(still);
    }
  }

  private void tell(RecipientSorting sorting, List<ToAccount> undelivered) {
    Map<ToAccount, List<Address>> delivered = sorting.delivered(undelivered);
    Delivery order = sorting.delivery();
    delivered.forEach(
        (to, addresses) ->
            log.event("delivered", order.id())
                .from(order.envelope().sender())
                .to(addresses)
                .size(sorting.size())
                .with("mailbox", mailbox(order.envelope(), to))
                .write());
    if (Filing.isRefused(order.envelope())) { // nobody hears of it, and no report is read
      sorting.settled(undelivered);
      return;
    }
    if (order.envelope().recipients().stream().anyMatch(each -> each.wants(Notify.SUCCESS))) {
      List<Address> all = delivered.values().stream().flatMap(List::stream).toList();
      relay.delivered(order.id(), order.envelope().only(all), order.contentId());
    }
    boolean own = order.envelope().options().own(); // a report of ours says nothing new
    if (order.envelope().sender().isEmpty() && !own) { // RFC 3464 §2: a report has no sender
      sorting.accounts(undelivered).forEach((account, to) -> reported(order, account, to));
    } else if (!own) {
      sorting
          .accounts(undelivered)
          .forEach((account, to) -> read(order, () -> relay.answered(account, to)));
    }
    List<Address> reached = delivered.values().stream().flatMap(List::stream).toList();
    read(order, () -> reports.received(order.id(), reached, order.contentId()));
    sorting.settled(undelivered); // not before: when this fails, it is told again
  }

  // mailboxes have names of their owners' choice; what has a purpose is told by that
  private static String mailbox(Envelope envelope, ToAccount to) {
    if (to.placements().isEmpty()) {
      return "INBOX";
    }
    return Filing.of(envelope, to.account()).map(Handover::told).orElse("junk");
  }

  private static String told(Filing filing) {
    return switch (filing.place()) {
      case JUNK -> "junk";
      case REJECTS -> "rejects";
      case INTROBOX -> "introbox";
      case MAILBOX, SEEN -> filing.mailbox();
    };
  }

  private void reported(Delivery order, long account, List<Address> to) {
    read(
        order,
        () -> {
          for (String about : relay.reported(account, to, order.contentId())) {
            log.event("reported", about).to(to).with("report", order.id()).write();
          }
        });
  }

  private static void read(Delivery order, Runnable reading) {
    try {
      reading.run();
    } catch (RuntimeException | StackOverflowError e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      LOG.log( // what a stranger wrote; the mail itself is delivered
          System.Logger.Level.WARNING, "event=report-not-read id=" + order.id(), e);
    }
  }

  /** Does what is left to do when mailboxes have theirs. */
  public void onward(RecipientSorting sorting) {
    Delivery order = sorting.delivery();
    giveBack(order, sorting.unknown(), Undeliverable.UNKNOWN);
    giveBack(order, sorting.reassigned(), Undeliverable.REASSIGNED);
    sorting.told();
    if (!sorting.remote().isEmpty()) {
      Envelope onward = Filing.without(order.envelope()).only(sorting.remote());
      relay.enqueue(order.id(), onward, order.contentId());
      step("queued", order).to(sorting.remote()).write();
      sorting.relayed();
    }
    for (ListMail list : sorting.lists()) {
      List<Recipient> members = list.members().stream().map(Recipient::of).toList();
      Envelope onward =
          new Envelope(
              list.alias().bouncesTo(), members, Filing.without(order.envelope()).options());
      relay.enqueue(list.id(order.id()), onward, order.contentId());
      step("forwarded", order)
          .to(list.members())
          .address("list", list.alias().address().toString())
          .write();
    }
    sorting.forwarded();
  }

  private MailEvent step(String name, Delivery order) {
    return log.step(name, order.id()).from(order.envelope().sender());
  }

  /** Tells the sender that these will not get it. RFC 5321 §6.1. */
  public void giveBack(Delivery order, List<Address> recipients, Undeliverable cause) {
    if (recipients.isEmpty()) {
      return;
    }
    String notice =
        relay
            .undeliverable(
                order.id(),
                Filing.without(order.envelope()).only(recipients),
                order.contentId(),
                cause)
            .orElse("none");
    for (Address recipient : recipients) {
      log.event("bounced", order.id())
          .from(order.envelope().sender())
          .to(recipient)
          .with("status", cause.status())
          .with("notice", notice)
          .write();
    }
  }
}
