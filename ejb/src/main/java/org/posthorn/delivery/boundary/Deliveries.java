package org.posthorn.delivery.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
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
import org.posthorn.spool.boundary.Spool;
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
  @Inject Spool spool;
  @Inject MailLog log;

  /** Does it; throws when something must be tried again later. */
  public void deliver(List<Delivery> deliveries) {
    List<Delivery> lost = new ArrayList<>();
    List<Delivery> later = new ArrayList<>();
    List<Sorting> sorted = new ArrayList<>();
    for (Delivery each : deliveries) {
      try {
        contents.content(each.contentId()).requireReadable();
        sorted.add(new Sorting(each, directory, contents));
      } catch (ContentLost gone) {
        contents.lost(gone.id());
        lost.add(each);
      } catch (UncheckedIOException unreadable) {
        if (deliveries.size() == 1) {
          throw unreadable; // the queue brings it again
        }
        later.add(each);
      }
    }
    List<ToAccount> wanted = sorted.stream().flatMap(each -> each.local().stream()).toList();
    deliver(sorted, wanted);
    for (Sorting each : sorted) { // last, because the relay forgets sooner what it has done
      bounce(each.delivery(), each.unknown());
      relay(each.delivery(), each.remote());
    }
    lost.forEach(each -> relay(each, each.recipients())); // which tells the sender
    later.forEach(this::putAlone);
  }

  /** So that what cannot be read now does not bring the others again and again. */
  private void putAlone(Delivery delivery) {
    spool.put(
        delivery.id(),
        new Envelope(delivery.sender(), delivery.recipients(), delivery.utf8(), delivery.body()),
        contents.content(delivery.contentId()));
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
