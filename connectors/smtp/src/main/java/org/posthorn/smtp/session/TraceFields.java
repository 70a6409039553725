package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.wire.Peer;

/** Writes what stands before a message's own header. RFC 5321 §4.4. */
final class TraceFields {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private static volatile Second second = Second.of(0, ZoneOffset.UTC);

  private final SessionState state;

  /** A second as a date: many messages come within it. */
  private record Second(long epoch, ZoneId zone, String date) {
    static Second of(long epoch, ZoneId zone) {
      return new Second(epoch, zone, DATE.format(Instant.ofEpochSecond(epoch).atZone(zone)));
    }
  }

  TraceFields(SessionState state) {
    this.state = state;
  }

  /**
   * Return-Path and Received, each line with its end.
   *
   * @param results fields that tell what checks have found out; they stand between the two
   */
  byte[] of(Envelope envelope, String id, String results) {
    String text =
        "Return-Path: <"
            + envelope.sender().map(it -> text(it, envelope)).orElse("")
            + ">\r\n"
            + results
            + "Received: from "
            + from()
            + "\r\n\tby "
            + state.settings().hostName()
            + " (Posthorn) with "
            + protocol(envelope)
            + " id "
            + id
            + state.wire().peer().tls().map(t -> cipher(t.protocol(), t.cipherSuite())).orElse("")
            + recipient(envelope).map(it -> "\r\n\tfor <" + it + '>').orElse("")
            + ";\r\n\t"
            + date(state.service().clock())
            + "\r\n";
    return text.getBytes(UTF_8);
  }

  /** A date as RFC 5322 §3.3 has it. */
  static String date(Clock clock) {
    long epoch = Math.floorDiv(clock.millis(), 1000L);
    Second now = second;
    if (now.epoch() != epoch || !now.zone().equals(clock.getZone())) {
      now = Second.of(epoch, clock.getZone());
      second = now;
    }
    return now.date();
  }

  // From-domain = "FROM" FWS Extended-Domain ; where a user of ours is stays private
  private String from() {
    if (state.has(Role.SUBMISSION)) {
      return state.settings().hostName();
    }
    Peer peer = state.peer();
    String literal = (peer.address().indexOf(':') < 0 ? "[" : "[IPv6:") + peer.address() + ']';
    return state.client().hello() + " (" + literal + ')';
  }

  // RFC 3848; RFC 6531 §4.3 for the UTF8 forms
  private String protocol(Envelope envelope) {
    boolean extended = state.extended() || state.login().isPresent(); // AUTH after HELO, too
    String base = state.has(Role.LMTP) ? "LMTP" : extended ? "ESMTP" : "SMTP";
    if (envelope.utf8()) {
      base = state.has(Role.LMTP) ? "UTF8LMTP" : "UTF8SMTP";
    }
    if (base.equals("SMTP")) {
      return base; // HELO has no other forms
    }
    return base + (state.secured() ? "S" : "") + (state.login().isPresent() ? "A" : "");
  }

  private static String cipher(String protocol, String suite) {
    return "\r\n\t(" + protocol + ' ' + suite + ')';
  }

  // one recipient only: others must not learn of it, RFC 5321 §7.6
  private static Optional<String> recipient(Envelope envelope) {
    List<Address> recipients = envelope.addresses();
    return recipients.size() == 1
        ? Optional.of(text(recipients.get(0), envelope))
        : Optional.empty();
  }

  // RFC 6532 §3: UTF-8 in header fields is for mail that travels with SMTPUTF8
  private static String text(Address address, Envelope envelope) {
    return envelope.utf8() ? address.toString() : address.toAscii();
  }
}
