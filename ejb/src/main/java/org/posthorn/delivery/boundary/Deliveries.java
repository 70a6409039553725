package org.posthorn.delivery.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.delivery.control.Handover;
import org.posthorn.delivery.control.RecipientSorting;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.spool.value.Delivery;

/**
 * Brings messages to their recipients: into the INBOX of those who are ours, to the outgoing queue
 * for the others; of those who cannot get it the sender is told. May be called again with the same
 * order; each recipient still gets it once. An order that fails goes on in a message of its own, so
 * that those that came with it are done.
 */
@ApplicationScoped
public class Deliveries {
  /**
   * As often octets that are not there are looked for, with a second to half a minute in between: a
   * common disk may show a new file late.
   */
  static final int LOOKS = 8;

  /** The queue brings an order 15,000 times, in five days; the last times are for the report. */
  static final int TRIES = 14_900;

  private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

  @Inject Handover handover;
  @Inject ContentStore contents;
  @Inject Spool spool;

  /**
   * Does it; throws when something must be tried again later.
   *
   * @param times how often the orders have come, this time included
   */
  public void deliver(List<Delivery> orders, int times) {
    try {
      if (orders.size() == 1) {
        deliverAlone(orders.get(0), times);
      } else {
        deliverTogether(orders, times);
      }
    } catch (RuntimeException | StackOverflowError e) {
      if (times < TRIES) {
        throw e;
      }
      orders.forEach(spool::putAlone); // or the queue would give them up
    }
  }

  private void deliverTogether(List<Delivery> orders, int times) {
    Map<Delivery, Throwable> failed = new LinkedHashMap<>();
    List<RecipientSorting> sorted = new ArrayList<>();
    for (Delivery each : orders) {
      attempt(each, failed, () -> sorted.add(handover.sort(each)));
    }
    for (RecipientSorting each : toMailboxes(sorted, failed)) {
      attempt(each.delivery(), failed, () -> handover.onward(each));
    }
    boolean lost = failed.values().stream().allMatch(ContentLost.class::isInstance);
    if (failed.size() == orders.size() && !lost && times < LOOKS) { // nothing is done
      Throwable first = failed.values().iterator().next();
      throw new IllegalStateException("none of " + orders.size() + " orders is done", first);
    }
    failed.forEach(this::goOnAlone);
  }

  private void goOnAlone(Delivery order, Throwable failure) {
    spool.putAlone(order);
    LOG.log(
        failure instanceof ContentLost ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
        "event=order-failed id=" + order.id() + " answered=tried-again-alone",
        failure);
  }

  /** With one commit; if that fails, each by itself. Gives those of whom none has failed. */
  private List<RecipientSorting> toMailboxes(
      List<RecipientSorting> sorted, Map<Delivery, Throwable> failed) {
    try {
      handover.toMailboxes(sorted);
      return sorted;
    } catch (RuntimeException | StackOverflowError e) {
      throwOutage(e);
    }
    List<RecipientSorting> delivered = new ArrayList<>();
    for (RecipientSorting each : sorted) {
      attempt(
          each.delivery(),
          failed,
          () -> {
            handover.toMailboxes(List.of(each));
            delivered.add(each);
          });
    }
    return delivered;
  }

  private static void attempt(Delivery order, Map<Delivery, Throwable> failed, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      throwOutage(e);
      failed.put(order, e);
    }
  }

  /** An outage stops all alike: there is no order that would have to go on alone. */
  private static void throwOutage(Throwable failure) {
    if (Outage.unreachable(failure).isPresent() && failure instanceof RuntimeException outage) {
      throw outage;
    }
  }

  private void deliverAlone(Delivery order, int times) {
    Optional<RecipientSorting> sorted = Optional.empty();
    try {
      sorted = Optional.of(handover.sort(order));
      handover.toMailboxes(List.of(sorted.get()));
      handover.onward(sorted.get());
    } catch (ContentLost lost) {
      if (lost instanceof ContentGone && times < LOOKS) {
        throw lost; // the queue brings it again
      }
      contents.lost(lost.id());
      handover.giveBack(order, left(order, sorted), Undeliverable.LOST);
    } catch (RuntimeException | StackOverflowError e) {
      throwOutage(e);
      if (times < TRIES) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "event=order-given-up id=" + order.id(), e);
      handover.giveBack(order, left(order, sorted), Undeliverable.EXPIRED);
    }
  }

  private static List<Address> left(Delivery order, Optional<RecipientSorting> sorted) {
    return sorted.map(RecipientSorting::left).orElse(order.envelope().addresses());
  }
}
