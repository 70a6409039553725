package org.posthorn.smtp.client;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;

/**
 * A message on its way to one host.
 *
 * @param sender the reverse-path; empty is the null reverse-path
 * @param recipients at least one, without repetition
 * @param utf8 whether the sender asked for SMTPUTF8; it is asked of the peer only where an address
 *     or the header needs it
 * @param content the octets, from the header on
 * @param traits what {@link Traits#of} says of the octets
 */
public record OutgoingMail(
    Optional<Address> sender,
    List<Address> recipients,
    boolean utf8,
    Content content,
    Traits traits) {

  public OutgoingMail {
    recipients = List.copyOf(recipients);
  }

  /** The same message to fewer recipients. */
  public OutgoingMail to(List<Address> fewer) {
    return new OutgoingMail(sender, fewer, utf8, content, traits);
  }

  /** How many octets are sent, without dot-stuffing. */
  long size() {
    return content.size() - traits.start();
  }

  /** Whether no recipient can have it without SMTPUTF8. RFC 6531 §3.4. */
  boolean needsUtf8() {
    return sender.map(Address::needsUtf8).orElse(false) || (utf8 && traits.utf8Header());
  }
}
