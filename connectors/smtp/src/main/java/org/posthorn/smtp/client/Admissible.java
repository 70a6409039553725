package org.posthorn.smtp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Recipient;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/**
 * Sorts out, before anything is sent, whom a server can be given a message for at all.
 *
 * @param recipients those for whom it can
 * @param refused the others
 */
record Admissible(List<Recipient> recipients, List<RecipientResult> refused) {

  static Admissible of(OutgoingMail mail, PeerExtensions peer) {
    List<Recipient> recipients = new ArrayList<>();
    List<RecipientResult> refused = new ArrayList<>();
    boolean tooLarge = peer.maxSize() > 0 && mail.size() > peer.maxSize();
    Optional<Deadline> deadline = mail.envelope().handling().deadline();
    boolean hurried = deadline.filter(Deadline::orReturned).isPresent();
    boolean badSender = mail.envelope().sender().map(Admissible::unspeakable).orElse(false);
    for (Recipient recipient : mail.envelope().recipients()) {
      Address each = recipient.address();
      if (badSender) {
        refused.add(failed(each, "5.1.7", "The sender address cannot be sent by SMTP"));
      } else if (unspeakable(each)) {
        refused.add(failed(each, "5.1.3", "The recipient address cannot be sent by SMTP"));
      } else if (tooLarge) { // RFC 1870 §6.1
        refused.add(failed(each, "5.3.4", "The message is larger than the server takes"));
      } else if (!peer.smtpUtf8() && (mail.needsUtf8() || each.needsUtf8())) {
        refused.add(failed(each, "5.6.7", "The server takes no internationalized mail"));
      } else if (recipient.validSince().filter(since -> since.orRefused()).isPresent()
          && !peer.rrvs()) { // RFC 7293 §5.2
        refused.add(
            failed(each, "5.7.19", "The server cannot tell since when the address is used"));
      } else if (hurried && !peer.deliverBy()) { // RFC 2852 §4.1.4.2
        refused.add(failed(each, "5.3.3", "The server cannot deliver by a given time"));
      } else if (hurried && mail.secondsLeft(deadline.get()) < Math.max(1, peer.minBy())) {
        refused.add(failed(each, "5.4.7", "The server cannot deliver in the time that is left"));
      } else {
        recipients.add(recipient);
      }
    }
    return new Admissible(recipients, refused);
  }

  /** Nobody: the server takes no binary mail, and this cannot be sent otherwise. */
  static Admissible inconvertible(OutgoingMail mail) {
    return new Admissible(
        List.of(),
        mail.recipients().stream()
            .map(each -> failed(each, "5.6.3", "The server takes no binary mail")) // RFC 3030 §3
            .toList());
  }

  // Whatever an address came from: it must not end the command line.
  private static boolean unspeakable(Address address) {
    try {
      String text = address.toAscii();
      return text.chars().anyMatch(c -> c < ' ' || c == 127) || text.length() > 1000;
    } catch (IllegalArgumentException noDomain) {
      return true;
    }
  }

  private static RecipientResult failed(Address recipient, String status, String text) {
    return new RecipientResult(recipient, Outcome.FAILED, 0, status, text);
  }
}
