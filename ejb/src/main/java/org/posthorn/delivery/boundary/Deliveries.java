package org.posthorn.delivery.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.spool.boundary.Delivery;

/**
 * Brings messages to their recipients: into the INBOX of those who are ours, to the outgoing queue
 * for the others. May be called again with the same delivery; each recipient still gets it once.
 */
@ApplicationScoped
public class Deliveries {
  @Inject Directory directory;
  @Inject Mailboxes mailboxes;
  @Inject ContentStore contents;
  @Inject Relay relay;

  /** Does it; throws when something must be tried again later. */
  public void deliver(List<Delivery> deliveries) {
    List<ToAccount> local = new ArrayList<>();
    List<Runnable> relayed = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      Content content = contents.content(delivery.contentId());
      Set<Long> accounts = new LinkedHashSet<>();
      List<Address> remote = new ArrayList<>();
      for (Address recipient : delivery.recipients()) {
        directory
            .find(recipient)
            .ifPresentOrElse(
                account -> accounts.add(account.id()),
                () -> remote.add(recipient)); // also one that is ours no more: the sender is told
      }
      accounts.forEach(account -> local.add(new ToAccount(delivery.id(), account, content)));
      if (!remote.isEmpty()) {
        Envelope envelope =
            new Envelope(delivery.sender(), remote, delivery.utf8(), delivery.body());
        relayed.add(() -> relay.enqueue(delivery.id(), envelope, delivery.contentId()));
      }
    }
    mailboxes.deliver(local);
    relayed.forEach(Runnable::run); // last, because the relay forgets sooner what it has done
  }
}
