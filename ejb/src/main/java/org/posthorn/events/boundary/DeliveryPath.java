package org.posthorn.events.boundary;

import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * From whom and to whom a message is delivered.
 *
 * @param submitter the account that has submitted the message here, if one has
 * @param recipient one of those by whom it came to the account
 * @param extra what the submitter wants to be told with events about it
 */
public record DeliveryPath(
    Optional<Long> submitter, Optional<Address> recipient, Map<String, String> extra) {

  /** Nothing is known. */
  public static final DeliveryPath UNKNOWN =
      new DeliveryPath(Optional.empty(), Optional.empty(), Map.of());

  public DeliveryPath {
    extra = Map.copyOf(extra);
  }
}
