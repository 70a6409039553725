package org.posthorn.sending.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.QueueIds;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.compose.MultipartComposer;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.sasl.Login;
import org.posthorn.sending.control.ApplicationEnvelope;
import org.posthorn.sending.control.ApplicationRules;
import org.posthorn.sending.control.ContentOutput;
import org.posthorn.sending.control.Departure;
import org.posthorn.sending.control.MailContents;
import org.posthorn.sending.control.PendingSubmissions;
import org.posthorn.sending.control.SentMailFiling;
import org.posthorn.sending.control.SubmissionTrace;
import org.posthorn.sending.entity.Submission;
import org.posthorn.sending.value.ApplicationMail;
import org.posthorn.sending.value.ApplicationResult;
import org.posthorn.sending.value.ApplicationResult.NotTaken;
import org.posthorn.sending.value.ApplicationResult.QueuedFor;
import org.posthorn.sending.value.ApplicationResult.Reason;
import org.posthorn.sending.value.ApplicationResult.Taken;
import org.posthorn.sending.value.ApplicationSubmission;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Why;
import org.posthorn.spool.value.Delivery;
import org.posthorn.spool.value.QueueNumber;
import org.posthorn.submission.boundary.SendingRights;

/**
 * Sends mail for applications, whatever the protocol in which they ask. What is {@linkplain Taken
 * taken} is durable and goes. The rules are those of submission by SMTP. Transactions are its own.
 * Thread-safe.
 */
@ApplicationScoped
public class ApplicationSubmissions {
  private static final String USER_AGENT = "User-Agent";

  @Inject Departure departure;
  @Inject SentMailFiling filing;
  @Inject PendingSubmissions rows;
  @Inject MailContents mails;
  @Inject ContentStore contents;
  @Inject SendingSettings limits;
  @Inject SendingRights rights;
  @Inject Quotas quotas;

  private final Clock clock = Clock.systemUTC(); // programs say when by the time of day
  private final SecureRandom random = new SecureRandom();
  private final QueueIds ids = new QueueIds(clock, random);

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ApplicationSubmissions() {}

  /**
   * Sends a mail to all of its recipients, or to none.
   *
   * @throws UncheckedIOException when a file of it cannot be read
   * @throws RuntimeException when disk, database or broker broke; then nothing is promised, and the
   *     mail may have gone nevertheless, unless the same call is made again with its {@link
   *     ApplicationSubmission#repetition}
   */
  public ApplicationResult send(ApplicationSubmission wanted) {
    Login login = wanted.origin().login();
    Optional<Submission> before =
        wanted
            .repetition()
            .flatMap(it -> rows.find(login.accountId(), Submission.clientId(it.key())));
    if (before.isPresent()) {
      return repeated(before.get(), wanted);
    }
    Instant now = clock.instant();
    Optional<NotTaken> wrong = ApplicationRules.objection(wanted.mail(), now);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    MultipartMail message = completed(wanted.mail(), login);
    List<Address> authors = ApplicationEnvelope.addresses(message.from());
    Envelope envelope =
        ApplicationEnvelope.of(wanted.mail(), message, reversePath(login, authors), now);
    Optional<Refused> objection = departure.objection(wanted.origin(), envelope, authors);
    if (objection.isPresent()) {
      return refused(objection.get());
    }
    if (contents.shortage().isPresent()) {
      return new NotTaken(Reason.SERVER, "There is no room on the disk");
    }
    return take(wanted, message, envelope, now);
  }

  private ApplicationResult take(
      ApplicationSubmission wanted, MultipartMail message, Envelope envelope, Instant now) {
    String id = ids.next();
    byte[] trace = SubmissionTrace.of(wanted.origin().via(), limits.hostName(), envelope, id, now);
    boolean filed = wanted.mail().saveSent();
    Content sent;
    Content copy;
    try {
      sent = written(message, false, trace);
      copy = filed && !message.bcc().isEmpty() ? written(message, true, new byte[0]) : sent;
    } catch (ContentOutput.TooLarge large) {
      return new NotTaken(Reason.TOO_LARGE, "A message has at most " + limits.mail() + " octets");
    }
    contents.sync(new long[] {sent.id(), copy.id()});
    Delivery order = new Delivery(id, sent.id(), envelope);
    Taken taken = new Taken(message.messageId(), id, recipients(wanted, order));
    if (!filed && wanted.repetition().isEmpty()) { // nothing to be remembered
      return departure
          .leave(wanted.origin(), order)
          .<ApplicationResult>map(this::refused)
          .orElse(taken);
    }
    if (filed && !quotas.takes(wanted.origin().login().accountId(), copy.size())) {
      return new NotTaken(Reason.SENT_OVER_QUOTA, "The account has no room for a copy");
    }
    Instant due = clock.instant().plus(PendingSubmissions.LEASE);
    Submission row = new Submission(wanted, order, copy.id(), message.messageId(), due);
    return remembered(row, wanted, taken);
  }

  private ApplicationResult remembered(Submission row, ApplicationSubmission wanted, Taken taken) {
    long number;
    try {
      number = rows.add(row);
    } catch (RuntimeException e) {
      return wanted
          .repetition()
          .flatMap(it -> rows.find(row.login().accountId(), Submission.clientId(it.key())))
          .map(first -> repeated(first, wanted)) // asked twice at the same moment
          .orElseThrow(() -> e);
    }
    return departure
        .offer(row, number)
        .<ApplicationResult>map(this::refused) // nothing has gone
        .orElse(taken);
  }

  private Content written(MultipartMail message, boolean bcc, byte[] prefix) {
    return mails.write(out -> MultipartComposer.write(message, bcc, out), prefix, limits.mail());
  }

  private ApplicationResult repeated(Submission first, ApplicationSubmission again) {
    if (first.state() == Submission.State.OFFERED) { // it may still be refused
      return new NotTaken(Reason.SERVER, "The first call under the key has not ended, try again");
    }
    boolean same = again.repetition().filter(it -> it.digest().equals(first.digest())).isPresent();
    return same
        ? new Taken(first.messageId(), first.delivery().id(), recipients(again, first.delivery()))
        : new NotTaken(Reason.KEY_REUSED, "Another message was sent under the same key");
  }

  private List<QueuedFor> recipients(ApplicationSubmission wanted, Delivery order) {
    boolean unique = rights.uniqueSender(wanted.origin().login().accountId());
    return order.envelope().addresses().stream()
        .map(
            each -> new QueuedFor(each, QueueNumber.of(order.id(), each), unique ? order.id() : ""))
        .toList();
  }

  /** Who may only write on behalf of the author gets the reports. RFC 6409 §6.1 */
  private Address reversePath(Login login, List<Address> authors) {
    return onBehalf(login, authors) ? Address.stored(login.address()) : authors.get(0);
  }

  private boolean onBehalf(Login login, List<Address> authors) {
    return authors.stream()
        .anyMatch(each -> rights.name(login.accountId(), each) == SendingRights.Name.ON_BEHALF);
  }

  private MultipartMail completed(ApplicationMail mail, Login login) {
    MultipartMail given = mail.message();
    MailAddress self = address(login);
    List<MailAddress> from = given.from().isEmpty() ? List.of(self) : given.from();
    boolean behalf = onBehalf(login, ApplicationEnvelope.addresses(from));
    return new MultipartMail(
        from,
        behalf ? Optional.of(self) : Optional.empty(), // RFC 5322 §3.6.2
        given.replyTo(),
        given.to(),
        given.cc(),
        given.bcc(),
        given.messageId().isEmpty() ? messageId(from.get(0)) : given.messageId(),
        ApplicationRules.bracketed(given.references()),
        given.date(),
        given.subject(),
        given.text(),
        given.html(),
        given.alternatives(),
        given.inline(),
        given.attachments(),
        fields(mail));
  }

  private static List<MultipartMail.ExtraField> fields(ApplicationMail mail) {
    List<MultipartMail.ExtraField> fields = new ArrayList<>(mail.message().fields());
    boolean named =
        fields.stream()
            .map(field -> field.name().toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.equals("user-agent") || name.equals("x-mailer"));
    if (!named) {
      fields.add(new MultipartMail.ExtraField(USER_AGENT, "Posthorn"));
    }
    if (mail.requireTls().filter(required -> !required).isPresent()) {
      fields.add(new MultipartMail.ExtraField("TLS-Required", "No")); // RFC 8689 §5
    }
    return fields;
  }

  private static MailAddress address(Login login) {
    int at = login.address().lastIndexOf('@');
    return new MailAddress("", login.address().substring(0, at), login.address().substring(at + 1));
  }

  private String messageId(MailAddress author) {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    String domain =
        Address.parse("x@" + author.domain()).map(Address::asciiDomain).orElse("localhost");
    return '<' + HexFormat.of().formatHex(octets) + '@' + domain + '>';
  }

  private static NotTaken refused(Refused refused) {
    return refused.why() == Why.RECIPIENT
        ? new NotTaken(Reason.BAD_ADDRESS, "Nobody has the address " + refused.subject())
        : new NotTaken(Reason.BAD_FROM, "The account may not send as " + refused.subject());
  }

  private NotTaken refused(Why why) {
    return why == Why.LIMIT
        ? new NotTaken(Reason.MESSAGE_LIMIT, "The account has sent as much as it may within a day")
        : new NotTaken(Reason.BAD_FROM, "The account may not send as the author");
  }
}
