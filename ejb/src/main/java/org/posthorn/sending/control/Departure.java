package org.posthorn.sending.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.database.Outage;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.reception.boundary.ReceivedMail;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.value.SubmissionOrigin;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Why;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.spool.value.Delivery;
import org.posthorn.wire.Peer;

/** Hands mail of pages to the reception, which asks of it what it asks of mail programs. */
@ApplicationScoped
public class Departure {
  private static final System.Logger LOG = System.getLogger(Departure.class.getName());

  @Inject Reception reception;
  @Inject Authentication authentication;
  @Inject ContentStore contents;
  @Inject SentMailFiling filing;
  @Inject PendingSubmissions rows;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Departure() {}

  /** Why a mail may not be sent; empty when it may. RFC 6409 §6.1: each author is asked about. */
  public Optional<Refused> objection(
      SubmissionOrigin origin, Envelope envelope, List<Address> authors) {
    ReceivedMail mail = open(origin, envelope);
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
  public Optional<Why> leave(SubmissionOrigin origin, Delivery order) {
    Envelope envelope = order.envelope();
    ReceivedMail mail = open(origin, envelope);
    if (!mail.sender().accepted() || authentication.current(origin.login()).isEmpty()) {
      return Optional.of(Why.SENDER);
    }
    envelope.recipients().forEach(recipient -> reception.recipient(mail, recipient));
    List<Verdict> verdicts =
        reception.finish(mail, order.id(), envelope, contents.content(order.contentId()));
    return verdicts.stream().allMatch(Verdict::accepted)
        ? Optional.empty()
        : Optional.of(Why.LIMIT);
  }

  /**
   * Takes it into the spool and sees to what is done after that; what breaks here is repeated when
   * the row is due again.
   *
   * @return as {@link #leave}
   */
  public Optional<Why> finish(Submission row, long number) {
    try {
      return attempt(row, number);
    } catch (RuntimeException e) {
      delayed(number, e);
      return Optional.empty();
    }
  }

  /**
   * The same for one of which nothing has been promised so far: what is refused is forgotten, what
   * breaks here is promised, and repeated when the row is due.
   *
   * @return why it does not go; empty also when another server has taken over and sees to it
   * @throws RuntimeException when it could not even be promised
   */
  public Optional<Why> offer(Submission row, long number) {
    try {
      return attempt(row, number).filter(any -> rows.withdraw(number));
    } catch (RuntimeException e) {
      rows.promise(number);
      delayed(number, e);
      return Optional.empty();
    }
  }

  private Optional<Why> attempt(Submission row, long number) {
    Optional<Why> refusal = leave(row.origin(), row.delivery());
    if (refusal.isEmpty()) {
      filing.file(row);
      rows.sent(number);
    }
    return refusal;
  }

  private static void delayed(long number, RuntimeException e) {
    Outage.tell(
        LOG, System.Logger.Level.WARNING, "event=submission-delayed submission=" + number, e);
  }

  private ReceivedMail open(SubmissionOrigin origin, Envelope envelope) {
    Peer peer = new Peer(origin.via(), origin.clientAddress(), 0, "", 0, Optional.empty());
    SmtpClient program =
        new SmtpClient(peer, SmtpClient.Role.SUBMISSION, origin.via(), Optional.of(origin.login()));
    return reception.open(program, envelope.to(List.of()), OptionalLong.empty());
  }

  private static String text(Optional<Address> sender) {
    return sender.map(Address::toString).orElse("");
  }
}
