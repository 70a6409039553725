package org.posthorn.smtp.client;

import java.util.List;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Xtext;

/** The MAIL command with the parameters that the server knows and the message needs. */
record MailCommand(
    Shape shape, PeerExtensions peer, List<Recipient> recipients, boolean requireTls) {

  // mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF ; RFC 5321 §4.1.1.2
  String line() {
    OutgoingMail mail = shape.mail();
    StringBuilder line = new StringBuilder("MAIL FROM:<");
    line.append(mail.envelope().sender().map(Address::toAscii).orElse("")).append('>');
    if (peer.size()) {
      line.append(" SIZE=").append(mail.size()); // RFC 1870 §5
    }
    if (shape.body() == Body.BINARY) {
      line.append(" BODY=BINARYMIME"); // RFC 3030 §3
    } else if (peer.eightBitMime() && shape.body() == Body.EIGHT_BIT) {
      line.append(" BODY=8BITMIME"); // RFC 6152 §2
    }
    boolean utf8 =
        mail.needsUtf8() || recipients.stream().anyMatch(each -> each.address().needsUtf8());
    if (peer.smtpUtf8() && utf8) {
      line.append(" SMTPUTF8"); // RFC 6531 §3.4
    }
    if (peer.dsn() && mail.envelope().sender().isPresent()) { // RFC 3461 §5.2.1, §6.1
      MailOptions options = mail.envelope().options();
      options.returned().ifPresent(how -> line.append(" RET=").append(how));
      options.envelopeId().ifPresent(id -> line.append(" ENVID=").append(Xtext.encode(id)));
    }
    if (requireTls) {
      line.append(" REQUIRETLS"); // RFC 8689 §2
    }
    return line.append("\r\n").toString();
  }
}
