package org.posthorn.delivery.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.spool.boundary.Delivery;

/**
 * Brings a message to its recipients: into the INBOX of those who are ours, to the outgoing queue
 * for the others. May be called again with the same delivery; each recipient still gets it once.
 */
@ApplicationScoped
public class Deliveries {
  private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

  @Inject Directory directory;
  @Inject Mailboxes mailboxes;
  @Inject ContentStore contents;
  @Inject Relay relay;

  /** Does it; throws when something must be tried again later. */
  public void deliver(Delivery delivery) {
    Content content = contents.content(delivery.contentId());
    Set<Long> accounts = new LinkedHashSet<>();
    List<Address> remote = new ArrayList<>();
    for (Address recipient : delivery.recipients()) {
      Optional<AccountRef> account = directory.find(recipient);
      if (account.isPresent()) {
        accounts.add(account.get().id());
      } else {
        remote.add(recipient); // also one that is ours no more: the relay tells the sender
      }
    }
    for (long account : accounts) {
      if (!mailboxes.deliver(delivery.id(), account, content)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "event=delivery-without-inbox delivery=" + delivery.id() + " account=" + account);
      }
    }
    if (!remote.isEmpty()) {
      relay.enqueue(
          delivery.id(), delivery.sender(), remote, delivery.contentId(), delivery.utf8());
    }
  }
}
