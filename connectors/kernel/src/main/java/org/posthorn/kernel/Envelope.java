package org.posthorn.kernel;

import java.util.List;
import java.util.Optional;

/**
 * Who sends a message to whom, apart from what its header says. RFC 5321 §2.3.1.
 *
 * @param sender the reverse-path; empty is the null reverse-path of a notification (RFC 5321
 *     §4.5.5)
 * @param recipients the forward-paths, in the order given, without repetition
 * @param utf8 whether SMTPUTF8 was asked for (RFC 6531)
 * @param body which octets the message may consist of (RFC 6152, RFC 3030)
 */
public record Envelope(
    Optional<Address> sender, List<Address> recipients, boolean utf8, Body body) {
  public Envelope {
    recipients = List.copyOf(recipients);
  }
}
