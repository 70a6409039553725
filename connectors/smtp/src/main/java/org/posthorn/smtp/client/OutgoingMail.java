package org.posthorn.smtp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling.Deadline;

/**
 * A message on its way to one host.
 *
 * @param envelope with at least one recipient; SMTPUTF8 is asked of the peer only where an address
 *     or the header needs it
 * @param content the octets, from the header on
 * @param traits what {@link Traits#of} says of the octets
 * @param conversion for peers that do not take the octets as they are
 * @param signer signs what is sent
 * @param at when it is sent
 */
public record OutgoingMail(
    Envelope envelope,
    Content content,
    Traits traits,
    Conversion conversion,
    ContentSigner signer,
    Instant at) {

  /** One that is not in a hurry. */
  public OutgoingMail(
      Envelope envelope,
      Content content,
      Traits traits,
      Conversion conversion,
      ContentSigner signer) {
    this(envelope, content, traits, conversion, signer, Instant.EPOCH);
  }

  /** One that is sent without signatures of ours. */
  public OutgoingMail(Envelope envelope, Content content, Traits traits, Conversion conversion) {
    this(envelope, content, traits, conversion, ContentSigner.NONE);
  }

  /** The addresses of the recipients. */
  public List<Address> recipients() {
    return envelope.addresses();
  }

  /** The same message to fewer recipients. */
  public OutgoingMail only(List<Address> fewer) {
    return new OutgoingMail(envelope.only(fewer), content, traits, conversion, signer, at);
  }

  /** The same message with its parts encoded otherwise; empty when that is not possible. */
  Optional<OutgoingMail> converted(Body target) {
    return conversion
        .to(target)
        .map(
            octets ->
                new OutgoingMail(
                    envelope.with(target),
                    octets,
                    Traits.of(octets, target),
                    Conversion.NONE,
                    signer,
                    at));
  }

  /**
   * The same message with its signatures before it.
   *
   * @param lines as in {@link ContentSigner#fields}
   */
  OutgoingMail signed(boolean lines) {
    return prefixed(signer.fields(content, traits.start(), lines));
  }

  private OutgoingMail prefixed(String fields) {
    if (fields.isEmpty()) {
      return this;
    }
    Content whole = new PrefixedContent(fields, content, traits.start());
    return new OutgoingMail(
        envelope, whole, traits.from(0), Conversion.NONE, ContentSigner.NONE, at);
  }

  /** The same message with the priority in a field, for a peer that knows no parameter for it. */
  OutgoingMail withPriorityField() { // RFC 6758 §4
    int priority = envelope.handling().priority();
    if (priority == 0) {
      return this;
    }
    Content whole =
        new PrefixedContent("MT-Priority: " + priority + "\r\n", content, traits.start());
    return new OutgoingMail(envelope, whole, traits.from(0), conversion, signer, at);
  }

  /** How many seconds are left to deliver it; negative when the moment has passed. */
  long secondsLeft(Deadline deadline) {
    return Duration.between(at, deadline.by()).toSeconds();
  }

  /** How many octets are sent, without dot-stuffing. */
  long size() {
    return content.size() - traits.start();
  }

  /** Whether no recipient can have it without SMTPUTF8. RFC 6531 §3.4. */
  boolean needsUtf8() {
    return envelope.sender().map(Address::needsUtf8).orElse(false)
        || (envelope.utf8() && traits.utf8Header());
  }
}
