package org.posthorn.sending.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.QueueIds;
import org.posthorn.kernel.UidSet;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.compose.ComposedMail;
import org.posthorn.mime.compose.MailComposer;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.sasl.Login;
import org.posthorn.sending.control.ContentOutput;
import org.posthorn.sending.control.Departure;
import org.posthorn.sending.control.MailContents;
import org.posthorn.sending.control.PendingSubmissions;
import org.posthorn.sending.control.SentMailFiling;
import org.posthorn.sending.control.SubmissionTrace;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.value.NewSubmission;
import org.posthorn.sending.value.SubmissionOrigin;
import org.posthorn.sending.value.SubmissionResult;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Taken;
import org.posthorn.sending.value.SubmissionResult.Why;
import org.posthorn.sending.value.WaitingMail;
import org.posthorn.spool.value.Delivery;

/**
 * Sends mail for people who write it in pages. What is {@linkplain Taken taken} is durable and goes
 * once, at once or when its moment comes, whatever stops meanwhile; then a copy is filed in Sent,
 * what it answers is marked, and its draft goes. The rules are those of submission by SMTP.
 * Transactions are its own. Thread-safe.
 */
@ApplicationScoped
public class Submissions {
  private static final System.Logger LOG = System.getLogger(Submissions.class.getName());

  private static final int MOST_RECIPIENTS = 1_000; // as SMTP has it
  private static final int MOST_WAITING = 100; // of an account
  private static final Duration GIVEN_UP = Duration.ofDays(62); // two more than the longest wait
  private static final Duration KEPT = Duration.ofDays(10);
  private static final Duration FILES_KEPT = Duration.ofDays(1);

  @Inject Departure departure;
  @Inject SentMailFiling filing;
  @Inject PendingSubmissions rows;
  @Inject MailContents mails;
  @Inject ContentStore contents;
  @Inject SendingSettings limits;
  @Inject Relay relay;

  private final Clock clock = Clock.systemUTC(); // people say when by the time of day
  private final QueueIds ids = new QueueIds(clock, new SecureRandom());

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Submissions() {}

  /**
   * Sends a mail, now or later. The same client's id again gives the answer of the first time.
   *
   * @throws UncheckedIOException when a file of it cannot be read
   * @throws RuntimeException when disk or database broke; the same call may be made again
   */
  public SubmissionResult send(Login login, NewSubmission wanted) {
    Optional<Submission> before = rows.find(login.accountId(), wanted.clientId());
    if (before.isPresent()) {
      return taken(before.get());
    }
    List<Address> recipients = recipients(wanted.mail());
    if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
      return new Refused(recipients.isEmpty() ? Why.NOBODY : Why.RECIPIENTS, "");
    }
    List<Address> authors = addresses(wanted.mail().from().stream());
    boolean utf8 =
        Stream.concat(recipients.stream(), authors.stream()).anyMatch(Address::needsUtf8);
    Envelope envelope = Envelope.of(authors.stream().findFirst(), recipients, utf8, Body.SEVEN_BIT);
    if (authors.isEmpty() || authors.size() != wanted.mail().from().size()) {
      return new Refused(Why.SENDER, "");
    }
    Optional<Refused> objection =
        departure.objection(
            new SubmissionOrigin(login, SubmissionOrigin.WEBMAIL, wanted.clientAddress()),
            envelope,
            authors);
    return objection.isPresent() ? objection.get() : take(login, wanted, envelope);
  }

  private SubmissionResult take(Login login, NewSubmission wanted, Envelope envelope) {
    if (wanted.notBefore().isPresent() && rows.waiting(login.accountId()).size() >= MOST_WAITING) {
      return new Refused(Why.WAITING, "");
    }
    if (contents.shortage().isPresent()) {
      return new Refused(Why.UNAVAILABLE, "");
    }
    String id = ids.next();
    Instant now = clock.instant();
    Content sent;
    Content copy;
    try {
      sent =
          written(
              wanted.mail(),
              false,
              SubmissionTrace.of(SubmissionOrigin.WEBMAIL, limits.hostName(), envelope, id, now));
      copy = wanted.mail().bcc().isEmpty() ? sent : written(wanted.mail(), true, new byte[0]);
    } catch (ContentOutput.TooLarge large) {
      return new Refused(Why.SIZE, "");
    }
    contents.sync(new long[] {sent.id(), copy.id()});
    Instant due =
        wanted
            .notBefore()
            .filter(now::isBefore)
            .orElse(clock.instant().plus(PendingSubmissions.LEASE));
    Delivery order = new Delivery(id, sent.id(), envelope);
    Submission row = new Submission(login, wanted, order, copy.id(), due, now);
    long number;
    try {
      number = rows.add(row);
    } catch (RuntimeException e) {
      return rows.find(login.accountId(), wanted.clientId())
          .map(Submissions::taken) // sent twice at the same moment
          .orElseThrow(() -> e);
    }
    if (row.state() == Submission.State.LEAVING) {
      Optional<Why> refusal = departure.finish(row, number);
      if (refusal.isPresent()) { // nothing has gone
        rows.cancel(number);
        return new Refused(refusal.get(), text(envelope.sender()));
      }
    }
    return new Taken(number, due, row.state() == Submission.State.WAITING);
  }

  private static SubmissionResult taken(Submission row) {
    return new Taken(row.id(), row.due(), row.state() == Submission.State.WAITING);
  }

  private static String text(Optional<Address> sender) {
    return sender.map(Address::toString).orElse("");
  }

  private Content written(ComposedMail mail, boolean bcc, byte[] prefix) {
    return mails.write(out -> MailComposer.write(mail, bcc, out), prefix, limits.mail());
  }

  private static List<Address> recipients(ComposedMail mail) {
    return addresses(Stream.of(mail.to(), mail.cc(), mail.bcc()).flatMap(List::stream));
  }

  private static List<Address> addresses(Stream<MailAddress> written) {
    Set<Address> addresses = new LinkedHashSet<>();
    written.forEach(each -> Address.parse(each.address()).ifPresent(addresses::add));
    return List.copyOf(addresses);
  }

  /** Takes a mail back that has not begun to leave; its draft is still there. Whether it could. */
  public boolean takeBack(Login login, long id) {
    return rows.takeBack(login.accountId(), id);
  }

  /** Has a mail that waits go at another moment, at once when that has passed. Whether it could. */
  public boolean postpone(Login login, long id, Instant due) {
    return rows.postpone(login.accountId(), id, due);
  }

  /**
   * Takes back what was to go later of drafts that are deleted or written anew.
   *
   * @return how many
   */
  public int takeBackDrafts(Login login, long mailbox, UidSet drafts) {
    int stopped = 0;
    for (WaitingMail each : waiting(login)) {
      boolean meant =
          each.draft()
              .filter(place -> place.mailbox() == mailbox && drafts.contains(place.uid()))
              .isPresent();
      stopped += meant && takeBack(login, each.id()) ? 1 : 0;
    }
    return stopped;
  }

  /** What waits for its moment, the first first. */
  public List<WaitingMail> waiting(Login login) {
    return rows.waiting(login.accountId()).stream().map(Submission::waiting).toList();
  }

  /** Sends what is due. */
  void release() {
    for (long id : rows.due(clock.instant())) {
      rows.claim(id, clock.instant()).ifPresent(row -> leave(row, id));
    }
  }

  private void leave(Submission row, long id) {
    Optional<Why> refusal = departure.finish(row, id);
    boolean late = row.created().plus(GIVEN_UP).isBefore(clock.instant());
    if (refusal.isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=submission-refused submission={0} reason={1}",
          id,
          refusal.get());
    }
    if (refusal.equals(Optional.of(Why.SENDER)) || refusal.isPresent() && late) {
      giveUp(row, id, refusal.get());
    }
  }

  /** What has no draft that stays is reported: to the account, whose the author no longer is. */
  private void giveUp(Submission row, long id, Why why) {
    if (row.origin().via().equals(SubmissionOrigin.WEBMAIL)) {
      rows.cancel(id);
      return;
    }
    Undeliverable cause = why == Why.SENDER ? Undeliverable.NOT_SENDER : Undeliverable.EXPIRED;
    Delivery order = row.delivery();
    Envelope given = order.envelope();
    Envelope envelope =
        new Envelope(
            Optional.of(Address.stored(row.login().address())),
            given.recipients(),
            given.options());
    relay.undeliverable(order.id(), envelope, order.contentId(), cause);
    rows.failed(row, cause.status());
  }

  /** Forgets what was done long ago. */
  void purge() {
    Instant now = clock.instant();
    rows.purge(now.minus(KEPT), now.minus(FILES_KEPT));
  }

  void deleted(@Observes AccountDeleted event) {
    rows.deleteOfAccount(event.id());
  }
}
