package org.posthorn.sending.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.reception.boundary.ReceivedMail;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.sasl.Login;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Why;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.spool.value.Delivery;
import org.posthorn.wire.Peer;

/** Hands mail of pages to the reception, which asks of it what it asks of mail programs. */
@ApplicationScoped
public class Departure {
  @Inject Reception reception;
  @Inject Authentication authentication;
  @Inject ContentStore contents;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Departure() {}

  /** Why a mail may not be sent; empty when it may. RFC 6409 §6.1: each author is asked about. */
  public Optional<Refused> objection(
      Login login, String client, Envelope envelope, List<Address> authors) {
    ReceivedMail mail = open(login, client, envelope);
    if (!mail.sender().accepted()) {
      return Optional.of(new Refused(Why.SENDER, text(envelope.sender())));
    }
    for (Address author : authors) {
      if (!reception.sender(mail.client(), Optional.of(author)).accepted()) {
        return Optional.of(new Refused(Why.SENDER, author.toString()));
      }
    }
    for (Recipient recipient : envelope.recipients()) {
      Verdict verdict = reception.recipient(mail, recipient);
      if (!verdict.accepted()) {
        return Optional.of(new Refused(Why.RECIPIENT, recipient.address().toString()));
      }
    }
    return Optional.empty();
  }

  /**
   * Takes it into the spool; the same again is known there by its id.
   *
   * @return why it does not go: the account may not send as the author any more, or not so much
   */
  public Optional<Why> leave(Submission submission) {
    Delivery order = submission.delivery();
    Envelope envelope = order.envelope();
    ReceivedMail mail = open(submission.login(), submission.clientAddress(), envelope);
    if (!mail.sender().accepted() || authentication.current(submission.login()).isEmpty()) {
      return Optional.of(Why.SENDER);
    }
    envelope.recipients().forEach(recipient -> reception.recipient(mail, recipient));
    List<Verdict> verdicts =
        reception.finish(mail, order.id(), envelope, contents.content(order.contentId()));
    return verdicts.stream().allMatch(Verdict::accepted)
        ? Optional.empty()
        : Optional.of(Why.LIMIT);
  }

  private ReceivedMail open(Login login, String client, Envelope envelope) {
    Peer peer = new Peer("webmail", client, 0, "", 0, Optional.empty());
    SmtpClient program =
        new SmtpClient(peer, SmtpClient.Role.SUBMISSION, "webmail", Optional.of(login));
    return reception.open(program, envelope.to(List.of()), OptionalLong.empty());
  }

  private static String text(Optional<Address> sender) {
    return sender.map(Address::toString).orElse("");
  }
}
