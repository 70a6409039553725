package org.posthorn.mime.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.header.HeaderAddresses;

/**
 * What a message's header said before it was changed.
 *
 * @param from valid addresses of the From fields
 * @param fromFields how many From fields there were. RFC 5322 §3.6 wants one
 * @param date whether there was a Date field
 * @param messageId the Message-ID as it came, one char per octet
 * @param received how many Received fields there were. RFC 5321 §6.3
 */
public record HeaderSeen(
    List<Address> from, int fromFields, boolean date, Optional<String> messageId, int received) {

  private static final int MAX_VALUE = 64 * 1024;

  /** Copies. */
  public HeaderSeen {
    from = List.copyOf(from);
  }

  static HeaderSeen in(FieldScanner fields) {
    List<Address> from = new ArrayList<>(1);
    int fromFields = 0;
    boolean date = false;
    Optional<String> messageId = Optional.empty();
    int received = 0;
    while (fields.next()) {
      if (fields.named("from")) {
        fromFields++;
        from.addAll(HeaderAddresses.parse(fields.value(MAX_VALUE)));
      } else if (fields.named("date")) {
        date = true;
      } else if (fields.named("message-id") && messageId.isEmpty()) {
        messageId = Optional.of(fields.value(MAX_VALUE));
      } else if (fields.named("received")) {
        received++;
      }
    }
    return new HeaderSeen(from, fromFields, date, messageId, received);
  }
}
