package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.submission.boundary.SendingRights;

/** Tells on whose share a group is sent: an account may have many addresses. */
@ApplicationScoped
public class Senders {
  @Inject Directory directory;
  @Inject SendingRights submission;

  /** The account of a sender. */
  public Optional<Long> account(Optional<Address> sender) {
    return sender.flatMap(directory::find).map(AccountRef::id);
  }

  /**
   * The envelope with which a message leaves: with a reverse-path of its own, where its account
   * wants that.
   */
  public Envelope leaving(Envelope envelope, String delivery, Optional<Long> account) {
    return envelope.options().own() && account.filter(submission::uniqueSender).isPresent()
        ? UniqueSenders.of(envelope, delivery)
        : envelope;
  }

  /** The same text for all groups on one share. */
  String sharer(Destination group) {
    try {
      return account(Address.parse(group.sender()))
          .map(id -> "account " + id)
          .orElse(group.sender());
    } catch (RuntimeException databaseAway) { // the attempt itself will meet that
      return group.sender();
    }
  }
}
