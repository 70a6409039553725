package org.posthorn.smtp.client;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;

/**
 * A message on its way to one host.
 *
 * @param sender the reverse-path; empty is the null reverse-path
 * @param recipients at least one, without repetition
 * @param utf8 whether the sender asked for SMTPUTF8; it is asked of the peer only where an address
 *     or the header needs it
 * @param body which octets the sender declared
 * @param content the octets, from the header on
 * @param traits what {@link Traits#of} says of the octets
 * @param conversion for peers that do not take the octets as they are
 */
public record OutgoingMail(
    Optional<Address> sender,
    List<Address> recipients,
    boolean utf8,
    Body body,
    Content content,
    Traits traits,
    Conversion conversion) {

  public OutgoingMail {
    recipients = List.copyOf(recipients);
  }

  /** The same message to fewer recipients. */
  public OutgoingMail to(List<Address> fewer) {
    return new OutgoingMail(sender, fewer, utf8, body, content, traits, conversion);
  }

  /** The same message with its parts encoded otherwise; empty when that is not possible. */
  Optional<OutgoingMail> converted(Body target) {
    return conversion
        .to(target)
        .map(
            octets ->
                new OutgoingMail(
                    sender,
                    recipients,
                    utf8,
                    target,
                    octets,
                    Traits.of(octets, target),
                    Conversion.NONE));
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
