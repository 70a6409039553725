package org.posthorn.relay.control;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.relay.entity.OutgoingMessage.Payload;

/** A message that is to go out to some recipients. */
public record Order(
    String delivery, Optional<Address> sender, List<Address> recipients, Payload payload) {
  public Order {
    recipients = List.copyOf(recipients);
  }
}
