package org.posthorn.mailboxes.control;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;

/**
 * Delivers a message to mailboxes of an account: all copies by one commit, once however often it
 * comes. What cannot be put where it was wanted comes to the INBOX. Its content has been durable
 * since it was accepted.
 */
final class DeliverOperation extends Operation<Boolean> {
  private final Arrival arrival;
  private final Actor owner;
  private final Clock clock;
  private final long now;

  /**
   * Delivers it.
   *
   * @param owner the account that it comes to
   */
  DeliverOperation(Arrival arrival, Actor owner, Clock clock) {
    this.arrival = arrival;
    this.owner = owner;
    this.clock = clock;
    this.now = clock.instant().getEpochSecond();
  }

  Arrival arrival() {
    return arrival;
  }

  @Override
  Set<Long> mailboxes() {
    Set<Long> wanted = arrival.wanted().keySet();
    if (wanted.contains(arrival.inbox())) {
      return wanted;
    }
    Set<Long> all = new HashSet<>(wanted);
    all.add(arrival.inbox());
    return all;
  }

  @Override
  int weight() {
    return arrival.wanted().size();
  }

  /**
   * False when all mailboxes are gone or another's; true when the message is there, now or since
   * earlier.
   */
  @Override
  Boolean plan(Batch batch) {
    if (batch.delivered(arrival.deliveryId(), arrival.accountId())) {
      return true;
    }
    Set<Long> placed = new HashSet<>();
    for (Map.Entry<Long, Flags> each : arrival.wanted().entrySet()) {
      if (append(batch, each.getKey(), each.getValue())) {
        placed.add(each.getKey());
      }
    }
    boolean toInbox =
        placed.size() < arrival.wanted().size() && !arrival.wanted().containsKey(arrival.inbox());
    if (toInbox && append(batch, arrival.inbox(), Flags.NONE)) {
      placed.add(arrival.inbox());
    }
    if (!placed.isEmpty()) {
      batch.delivers(
          new Delivered(
              arrival.deliveryId(), arrival.accountId(), clock.instant().getEpochSecond()),
          () ->
              new MessageDelivered(
                  arrival.deliveryId(),
                  arrival.accountId(),
                  placed,
                  arrival.content().id(),
                  arrival.note(),
                  arrival.path()));
    }
    return !placed.isEmpty();
  }

  // Whatever the limits are: what was taken is delivered.
  private boolean append(Batch batch, long mailbox, Flags flags) {
    if (!owner.owns(mailbox)) {
      return false; // somebody else's, whoever has named it
    }
    NewMessage message = new NewMessage(arrival.content(), flags, now);
    return new AppendOperation(mailbox, message, clock).plan(batch) instanceof Outcome.Done;
  }
}
