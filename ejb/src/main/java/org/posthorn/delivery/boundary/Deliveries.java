package org.posthorn.delivery.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.delivery.control.Sorting;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.spool.boundary.Delivery;
import org.posthorn.trace.boundary.MailLog;

/**
 * Brings messages to their recipients: into the INBOX of those who are ours, to the outgoing queue
 * for the others; of those who should be ours but are not there the sender is told. May be called
 * again with the same delivery; each recipient still gets it once.
 */
@ApplicationScoped
public class Deliveries {
  @Inject Directory directory;
  @Inject Mailboxes mailboxes;
  @Inject ContentStore contents;
  @Inject Relay relay;
  @Inject MailLog log;

  /** Does it; throws when something must be tried again later. */
  public void deliver(List<Delivery> deliveries) {
    List<Delivery> lost = new ArrayList<>();
    List<Sorting> sorted = new ArrayList<>();
    for (Delivery each : deliveries) {
      if (readable(each)) {
        sorted.add(new Sorting(each, directory, contents));
      } else {
        lost.add(each);
      }
    }
    List<ToAccount> wanted = sorted.stream().flatMap(each -> each.local().stream()).toList();
    deliver(sorted, wanted);
    for (Sorting each : sorted) { // last, because the relay forgets sooner what it has done
      bounce(each.delivery(), each.unknown());
      relay(each.delivery(), each.remote());
    }
    lost.forEach(each -> relay(each, each.recipients())); // which tells the sender
  }

  private boolean readable(Delivery delivery) {
    try {
      contents.content(delivery.contentId()).requireReadable();
      return true;
    } catch (ContentLost lost) {
      contents.lost(lost.id());
      return false;
    }
  }

  private void deliver(List<Sorting> sorted, List<ToAccount> wanted) {
    List<ToAccount> homeless = mailboxes.deliver(wanted);
    sorted.forEach(each -> each.delivered(homeless).forEach(to -> tell(each, to)));
    if (homeless.isEmpty()) {
      return;
    }
    List<ToAccount> moved = sorted.stream().flatMap(each -> each.anew(homeless).stream()).toList();
    List<ToAccount> still = mailboxes.deliver(moved);
    for (Sorting each : sorted) {
      each.delivered(still).forEach(to -> tell(each, to));
      each.giveUp(still);
    }
  }

  private void tell(Sorting sorting, Address recipient) {
    log.event("delivered", sorting.delivery().id())
        .from(sorting.delivery().sender())
        .to(recipient)
        .size(sorting.size())
        .write();
  }

  private void bounce(Delivery delivery, List<Address> unknown) {
    if (unknown.isEmpty()) {
      return;
    }
    String notice =
        relay
            .unknown(delivery.id(), delivery.sender(), unknown, delivery.contentId())
            .orElse("none");
    for (Address recipient : unknown) {
      log.event("bounced", delivery.id())
          .from(delivery.sender())
          .to(recipient)
          .with("status", "5.1.1")
          .with("notice", notice)
          .write();
    }
  }

  private void relay(Delivery delivery, List<Address> remote) {
    if (!remote.isEmpty()) {
      relay.enqueue(
          delivery.id(),
          new Envelope(delivery.sender(), remote, delivery.utf8(), delivery.body()),
          delivery.contentId());
    }
  }
}
