package org.posthorn.smtp.client;

import java.util.List;
import org.posthorn.kernel.Address;

/** The MAIL command with the parameters that the server knows and the message needs. */
record MailCommand(OutgoingMail mail, Extensions peer, List<Address> recipients) {

  // mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF ; RFC 5321 §4.1.1.2
  String line() {
    StringBuilder line = new StringBuilder("MAIL FROM:<");
    line.append(mail.sender().map(Address::toAscii).orElse("")).append('>');
    if (peer.size()) {
      line.append(" SIZE=").append(mail.size()); // RFC 1870 §5
    }
    if (peer.eightBitMime() && mail.traits().eightBit()) {
      line.append(" BODY=8BITMIME"); // RFC 6152 §2
    }
    boolean utf8 = mail.needsUtf8() || recipients.stream().anyMatch(Address::needsUtf8);
    if (peer.smtpUtf8() && utf8) {
      line.append(" SMTPUTF8"); // RFC 6531 §3.4
    }
    return line.append("\r\n").toString();
  }
}
