package org.posthorn.smtp.client;

import java.util.Optional;
import org.posthorn.kernel.Body;

/**
 * In which shape a peer gets a message.
 *
 * @param mail the message, converted where the peer needs that
 * @param body what is declared to the peer, as far as it knows the parameter
 */
record Shape(OutgoingMail mail, Body body) {

  /**
   * The best one that the peer can take, signed after it was converted (RFC 6376 §5.3); empty when
   * there is none.
   */
  static Optional<Shape> of(OutgoingMail mail, PeerExtensions peer) {
    return unsigned(mail, peer)
        .map(shape -> new Shape(prioritized(shape, peer).signed(!shape.chunked()), shape.body));
  }

  private static OutgoingMail prioritized(Shape shape, PeerExtensions peer) {
    return peer.mtPriority() ? shape.mail : shape.mail.withPriorityField();
  }

  private static Optional<Shape> unsigned(OutgoingMail mail, PeerExtensions peer) {
    Traits traits = mail.traits();
    if (mail.envelope().body() == Body.BINARY && peer.binaryMime()) {
      return Optional.of(new Shape(mail, Body.BINARY));
    }
    if (traits.binary()) { // RFC 3030 §3
      return mail.converted(peer.eightBitMime() ? Body.EIGHT_BIT : Body.SEVEN_BIT)
          .map(Shape::ofLines);
    }
    if (traits.eightBit() && !peer.eightBitMime()) { // RFC 6152 §3
      return Optional.of(ofLines(mail.converted(Body.SEVEN_BIT).orElse(mail)));
    }
    return Optional.of(ofLines(mail));
  }

  private static Shape ofLines(OutgoingMail mail) {
    return new Shape(mail, mail.traits().eightBit() ? Body.EIGHT_BIT : Body.SEVEN_BIT);
  }

  /** Whether it is sent by BDAT. */
  boolean chunked() {
    return body == Body.BINARY;
  }

  /** The octets for the wire. */
  WireContent wire() {
    return chunked()
        ? new ExactContent(mail.content(), mail.traits().start())
        : new StuffedContent(mail.content(), mail.traits().start());
  }
}
