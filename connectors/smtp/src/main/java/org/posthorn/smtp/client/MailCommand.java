package org.posthorn.smtp.client;

import java.util.List;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Xtext;

/** The MAIL command with the parameters that the server knows and the message needs. */
record MailCommand(
    Shape shape, PeerExtensions peer, List<Recipient> recipients, boolean requireTls) {
  private static final long MAX_SECONDS = 999_999_999; // RFC 2852 §4

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
    handling(line, mail);
    return line.append("\r\n").toString();
  }

  private void handling(StringBuilder line, OutgoingMail mail) {
    Handling handling = mail.envelope().handling();
    if (peer.deliverBy() && handling.deadline().isPresent()) { // RFC 2852 §4.1.4
      Deadline deadline = handling.deadline().get();
      long left = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, mail.secondsLeft(deadline)));
      line.append(" BY=").append(left).append(deadline.orReturned() ? ";R" : ";N");
      line.append(deadline.traced() ? "T" : "");
    }
    if (peer.mtPriority() && handling.priority() != 0) {
      line.append(" MT-PRIORITY=").append(handling.priority()); // RFC 6710 §4.2
    }
    if (peer.noSoliciting() && !handling.solicitation().isEmpty()) {
      line.append(" SOLICIT=").append(handling.solicitation()); // RFC 3865 §2.4
    }
  }
}
