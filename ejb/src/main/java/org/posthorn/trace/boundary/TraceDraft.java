package org.posthorn.trace.boundary;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.posthorn.kernel.Address;
import org.posthorn.trace.control.EntryText;
import org.posthorn.trace.control.TraceBuffer;
import org.posthorn.trace.control.TraceNote;
import org.posthorn.trace.control.TraceNote.Party;

/** A step of the trace in the making. For one thread. */
final class TraceDraft {
  private static final int MOST_RECIPIENTS = 50; // of a note; each is a row

  private final TraceBuffer buffer;
  private final UnaryOperator<String> addresses;
  private final long millis;
  private final StringBuilder step = new StringBuilder(120);
  private String order = "";
  private String session = "";
  private String client = "";
  private String messageId = "";
  private Party sender = Party.NONE;
  private List<Party> recipients = List.of();
  private long size;
  private boolean mail; // and not a login

  TraceDraft(TraceBuffer buffer, UnaryOperator<String> addresses, long millis, String event) {
    this.buffer = buffer;
    this.addresses = addresses;
    this.millis = millis;
    EntryText.begin(step, millis, event);
  }

  void from(Optional<Address> address) {
    mail = true;
    sender = address.map(this::party).orElse(Party.NONE);
  }

  /** Of many, the first; how many there are is among the details. */
  void to(List<Address> all) {
    recipients = all.stream().map(this::party).distinct().limit(MOST_RECIPIENTS).toList();
  }

  private Party party(Address address) {
    return new Party(addresses.apply(address.lookupKey()), address.domain());
  }

  /** What a list sends on has an id of its own, which begins with that of what came to it. */
  void order(String id) {
    mail = true;
    int list = id.indexOf('+');
    order = list < 0 ? id : id.substring(0, list);
  }

  void peer(String sessionId, String address) {
    session = sessionId;
    client = address;
  }

  void messageId(String text) {
    messageId = text;
  }

  void size(long octets) {
    size = octets;
  }

  void detail(String key, String value) {
    EntryText.add(step, key, value);
  }

  /** Hands it over. */
  void end() {
    if (mail) {
      buffer.add(
          new TraceNote(
              millis,
              order,
              session,
              client,
              sender,
              recipients,
              messageId,
              size,
              step.toString()));
    }
  }
}
