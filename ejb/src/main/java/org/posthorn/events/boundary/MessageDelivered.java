package org.posthorn.events.boundary;

import java.util.Set;

/**
 * A message comes to an account, once for each delivery.
 *
 * @param deliveryId of the order, as Received fields and the log have it
 * @param mailboxes in which it lies
 * @param contentId its octets
 * @param note what was known of it before; of those who wrote it, empty text for nothing
 * @param path from whom and to whom
 */
public record MessageDelivered(
    String deliveryId,
    long account,
    Set<Long> mailboxes,
    long contentId,
    String note,
    DeliveryPath path) {
  public MessageDelivered {
    mailboxes = Set.copyOf(mailboxes);
  }

  /** One of which nobody knows from whom and to whom. */
  public MessageDelivered(
      String deliveryId, long account, Set<Long> mailboxes, long contentId, String note) {
    this(deliveryId, account, mailboxes, contentId, note, DeliveryPath.UNKNOWN);
  }
}
