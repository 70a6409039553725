package org.posthorn.events.boundary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * From whom and to whom a message is delivered.
 *
 * @param submitter the account that has submitted the message here, if one has
 * @param recipients those by whom it came to the account
 * @param arrived those of them whose mail has arrived with this delivery: an alias has many
 *     deliveries, and its mail has arrived with the first
 * @param extra what the submitter wants to be told with events about it
 */
public record DeliveryPath(
    Optional<Long> submitter,
    List<Address> recipients,
    List<Address> arrived,
    Map<String, String> extra) {

  /** Nothing is known. */
  public static final DeliveryPath UNKNOWN =
      new DeliveryPath(Optional.empty(), List.of(), List.of(), Map.of());

  public DeliveryPath {
    recipients = List.copyOf(recipients);
    arrived = List.copyOf(arrived);
    extra = Map.copyOf(extra);
  }
}
