package org.posthorn.mailboxes.control;

import java.util.Map;
import org.posthorn.kernel.Content;
import org.posthorn.mailstore.Flags;

/**
 * A message that is to come to an account once, however often its delivery is tried.
 *
 * @param inbox for what cannot be put where it was wanted
 * @param wanted the mailboxes it is to be put into, with the flags of each copy; at least one
 * @param note for observers of the delivery
 */
public record Arrival(
    String deliveryId,
    long accountId,
    long inbox,
    Map<Long, Flags> wanted,
    Content content,
    String note) {
  public Arrival {
    wanted = Map.copyOf(wanted);
  }
}
