package org.posthorn.relay.control;

import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;

/**
 * Reverse-paths that are unique for a message: {@code local+id@domain} with the id of the delivery,
 * so that a report that comes there says which message it is about, whatever it has lost.
 */
final class UniqueSenders {
  private static final int MAX_ID = 40;

  private UniqueSenders() {}

  /** The envelope with such a reverse-path, where there is one and it leaves room. */
  static Envelope of(Envelope envelope, String delivery) {
    return envelope
        .sender()
        .filter(sender -> sender.localPart().matches("[A-Za-z0-9._-]+"))
        .filter(
            sender -> sender.localPart().length() + 1 + delivery.length() <= Address.MAX_LOCAL_PART)
        .filter(any -> delivery.matches("[a-z0-9-]+"))
        .map(sender -> new Address(sender.localPart() + '+' + delivery, sender.domain()))
        .map(own -> new Envelope(Optional.of(own), envelope.recipients(), envelope.options()))
        .orElse(envelope);
  }

  /** The id in an address. */
  static Optional<String> delivery(Address address) {
    int plus = address.localPart().indexOf('+');
    return Optional.of(address.localPart().substring(plus + 1))
        .filter(id -> plus > 0 && !id.isEmpty() && id.length() <= MAX_ID);
  }
}
