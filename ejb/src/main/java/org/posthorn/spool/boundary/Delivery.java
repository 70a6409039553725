package org.posthorn.spool.boundary;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;

/**
 * The order to deliver a message.
 *
 * @param id unique for each order, so that a repeated one is known
 * @param contentId its octets
 * @param sender the reverse-path; empty for a notification
 * @param recipients to whom
 * @param utf8 whether SMTPUTF8 was asked for
 * @param body which octets the sender declared
 */
public record Delivery(
    String id,
    long contentId,
    Optional<Address> sender,
    List<Address> recipients,
    boolean utf8,
    Body body) {
  public Delivery {
    recipients = List.copyOf(recipients);
  }
}
