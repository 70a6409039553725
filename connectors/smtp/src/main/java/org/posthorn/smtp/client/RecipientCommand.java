package org.posthorn.smtp.client;

import java.util.stream.Collectors;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Original;
import org.posthorn.kernel.Xtext;

/** The RCPT command with the parameters that the server knows and the message needs. */
record RecipientCommand(Shape shape, PeerExtensions peer, Recipient recipient) {

  // rcpt = "RCPT TO:" Forward-path [SP Rcpt-parameters] CRLF ; RFC 5321 §4.1.1.3
  String line() {
    StringBuilder line = new StringBuilder("RCPT TO:<");
    line.append(recipient.address().toAscii()).append('>');
    if (peer.dsn() && shape.mail().envelope().sender().isEmpty()) {
      line.append(" NOTIFY=NEVER"); // of a report nobody is told. RFC 3461 §6.1
    } else if (peer.dsn()) { // RFC 3461 §5.2.1
      if (!recipient.notifyOn().isEmpty()) {
        line.append(" NOTIFY=");
        line.append(recipient.notifyOn().stream().map(Enum::name).collect(Collectors.joining(",")));
      }
      recipient.original().ifPresent(original -> line.append(" ORCPT=").append(text(original)));
    }
    if (peer.rrvs()) { // RFC 7293 §3.1
      recipient
          .validSince()
          .ifPresent(
              since ->
                  line.append(" RRVS=")
                      .append(since.moment())
                      .append(since.orRefused() ? ";R" : ";C"));
    }
    return line.append("\r\n").toString();
  }

  // original-recipient-address = addr-type ";" xtext ; RFC 3461 §4.2; of utf-8: RFC 6533 §3
  private static String text(Original original) {
    return original.type() + ";" + Xtext.encode(original.address());
  }
}
