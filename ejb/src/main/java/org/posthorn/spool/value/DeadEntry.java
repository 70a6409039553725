package org.posthorn.spool.value;

import java.util.List;

/**
 * A message in the JMS queue of what was given up.
 *
 * @param id by which the broker knows it
 * @param kind of what was to be done
 * @param orders what is known of the mail: for {@code DELIVERY} its deliveries, otherwise none
 * @param text for {@code RELAY} the delivery and the domain, for {@code DAMAGED} how it begins
 */
public record DeadEntry(String id, Kind kind, List<Delivery> orders, String text) {

  /** What was to be done. */
  public enum Kind {
    /** Mail was to be delivered here or put into the outgoing queue. */
    DELIVERY,
    /** An attempt was to be made; the rows of the outgoing queue are what counts. */
    RELAY,
    /** Nobody can read that. */
    DAMAGED
  }

  public DeadEntry {
    orders = List.copyOf(orders);
  }
}
