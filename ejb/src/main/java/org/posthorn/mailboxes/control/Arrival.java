package org.posthorn.mailboxes.control;

import java.util.Map;
import org.posthorn.events.boundary.DeliveryPath;
import org.posthorn.kernel.Content;
import org.posthorn.mailstore.Flags;

/**
 * A message that is to come to an account once, however often its delivery is tried.
 *
 * @param inbox for what cannot be put where it was wanted
 * @param wanted the mailboxes it is to be put into, with the flags of each copy; at least one
 * @param note for observers of the delivery
 * @param path for the same: from whom and to whom
 */
public record Arrival(
    String deliveryId,
    long accountId,
    long inbox,
    Map<Long, Flags> wanted,
    Content content,
    String note,
    DeliveryPath path) {
  public Arrival {
    wanted = Map.copyOf(wanted);
  }
}
