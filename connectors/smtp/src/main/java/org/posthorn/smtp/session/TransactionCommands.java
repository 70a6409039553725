package org.posthorn.smtp.session;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.smtp.codec.SmtpCommand.MailFrom;
import org.posthorn.smtp.codec.SmtpCommand.RcptTo;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SessionState.Expects;
import org.posthorn.smtp.session.SmtpClient.Role;

/** {@code MAIL}, {@code RCPT}, {@code DATA} and {@code BDAT}, in this order. RFC 5321 §3.3. */
final class TransactionCommands {
  private static final int MAX_BAD = 10;

  private static final SmtpReply HELLO_FIRST = Replies.outOfOrder("Send EHLO or HELO first");
  private static final SmtpReply MAIL_FIRST = Replies.outOfOrder("MAIL first");
  private static final SmtpReply RCPT_FIRST = Replies.outOfOrder("RCPT first");
  private static final SmtpReply NESTED = Replies.outOfOrder("MAIL was given already");
  private static final SmtpReply MESSAGE_BEGUN = Replies.outOfOrder("The message has begun");
  private static final SmtpReply USE_BDAT = Replies.outOfOrder("BINARYMIME needs BDAT");
  private static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");
  private static final SmtpReply NO_RECIPIENTS_NOW =
      SmtpReply.of(451, "4.5.1", "No valid recipients; try again later");
  private static final SmtpReply LOG_IN = SmtpReply.of(530, "5.7.0", "Authentication required");
  private static final SmtpReply NEEDS_UTF8 = SmtpReply.of(553, "5.6.7", "Address needs SMTPUTF8");
  private static final SmtpReply LITERAL_SENDER =
      SmtpReply.of(550, "5.1.8", "Address literals are not accepted");
  private static final SmtpReply LITERAL_RECIPIENT =
      SmtpReply.of(550, "5.1.2", "Address literals are not accepted");

  private final SessionState state;
  private final RefusedRecipients refused;
  private @Nullable Transaction open;
  private @Nullable SmtpReply failure;
  private int messages;
  private int bad;

  TransactionCommands(SessionState state) {
    this.state = state;
    refused = new RefusedRecipients(state);
  }

  /** Begins a transaction. */
  SmtpReply mail(MailFrom command) {
    SmtpReply admission = state.ask(state::admission);
    if (!admission.positive()) {
      return admission;
    }
    Optional<SmtpReply> refusal = refusal(command);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    SmtpReply reply = state.ask(() -> opened(command));
    failure = null;
    if (reply.positive()) {
      return reply;
    }
    bad++;
    if (reply.code() < 500) {
      failure = reply;
    }
    state.tell(
        new RefusalEvent("", command.sender(), List.of(), 0, command.size().orElse(0), reply));
    return reply;
  }

  private SmtpReply opened(MailFrom command) {
    MailOptions options = MailWishes.granted(state, command);
    Envelope begun = new Envelope(command.sender(), List.of(), options);
    MailTransaction system = state.endpoint().open(state.client(), begun, command.size());
    if (system.sender().accepted()) {
      open = new Transaction(begun, system);
      if (command.individual() || state.has(Role.LMTP)) {
        open.separate();
      }
    }
    return Replies.of(system.sender(), MailWishes.accepted(command));
  }

  private Optional<SmtpReply> refusal(MailFrom command) {
    if (state.hello().isEmpty()) {
      return Optional.of(HELLO_FIRST);
    }
    if (state.has(Role.SUBMISSION) && state.login().isEmpty()) {
      return Optional.of(LOG_IN); // RFC 6409 §4.3
    }
    if (open != null) {
      return Optional.of(NESTED);
    }
    if (bad > MAX_BAD && messages == 0 && !state.has(Role.LMTP)) {
      state.expect(Expects.NOTHING);
      return Optional.of(Replies.TOO_MANY_ERRORS);
    }
    if (command.size().orElse(0) > state.settings().maxMessageSize()) {
      return Optional.of(Replies.TOO_LARGE); // RFC 1870 §6.1
    }
    if (state.has(Role.MX) && command.sender().filter(TransactionCommands::isLiteral).isPresent()) {
      return Optional.of(LITERAL_SENDER);
    }
    return MailWishes.refusal(state, command);
  }

  private static boolean isLiteral(Address address) {
    return address.domain().startsWith("[");
  }

  /** Adds a recipient. */
  SmtpReply rcpt(RcptTo command) {
    Transaction transaction = open;
    if (transaction == null) {
      return withoutTransaction();
    }
    if (transaction.intake().isPresent()) {
      return MESSAGE_BEGUN; // RFC 3030 §2
    }
    if (!command.ascii() && !transaction.utf8()) {
      return NEEDS_UTF8; // RFC 6531 §3.5
    }
    boolean alone = state.has(Role.MX) && transaction.sender().isEmpty(); // a bounce goes to one
    if (transaction.tried() >= state.settings().maxRecipients()
        || alone && transaction.hasRecipients()) {
      return Replies.TOO_MANY_RECIPIENTS; // RFC 5321 §4.5.3.1.10
    }
    Address recipient =
        command.recipient().orElseGet(() -> new Address("postmaster", state.settings().hostName()));
    transaction.trying();
    Recipient to = command.to(recipient);
    SmtpReply reply = isLiteral(recipient) ? LITERAL_RECIPIENT : asked(transaction, to);
    if (reply.positive()) {
      transaction.add(to);
      return reply;
    }
    if (reply.code() >= 500) {
      return refused.add(transaction, recipient, reply);
    }
    transaction.defer();
    return reply;
  }

  private SmtpReply asked(Transaction transaction, Recipient recipient) {
    return state.ask(
        () ->
            Replies.of(
                state.endpoint().recipient(transaction.system(), recipient), Replies.RECIPIENT_OK));
  }

  /**
   * What to say to a command that belongs to no transaction. When there is none because something
   * has failed, that is said again: what a client has sent ahead must not be refused for good for a
   * temporary reason. RFC 2920 §3.1, RFC 3030 §2
   */
  private SmtpReply withoutTransaction() {
    SmtpReply before = failure;
    return before == null ? MAIL_FIRST : before;
  }

  /** Asks for the message, when there is room for it. */
  SmtpReply data() {
    Transaction transaction = open;
    if (transaction == null) {
      return withoutTransaction();
    }
    if (transaction.intake().isPresent()) {
      return MESSAGE_BEGUN;
    }
    if (transaction.binary()) {
      return USE_BDAT; // RFC 3030 §3
    }
    SmtpReply reply = begin(transaction);
    if (reply.positive()) {
      state.expect(Expects.TEXT);
    }
    return reply;
  }

  /** Whether a chunk can be taken: 250 or the refusal to send after it. */
  SmtpReply chunk() {
    Transaction transaction = open;
    if (transaction == null) {
      return withoutTransaction();
    }
    if (transaction.intake().isPresent()) {
      return Replies.CHUNK_TAKEN;
    }
    SmtpReply reply = begin(transaction);
    if (!reply.positive() && transaction.hasRecipients()) {
      failed(reply); // the chunks after it are not the message
    }
    return reply;
  }

  private SmtpReply begin(Transaction transaction) {
    if (!transaction.hasRecipients()) {
      boolean none = transaction.tried() == 0 || state.has(Role.LMTP); // RFC 2033 §4.2
      if (transaction.tried() > 0) {
        bad++;
      }
      return none ? RCPT_FIRST : transaction.deferred() ? NO_RECIPIENTS_NOW : NO_RECIPIENTS;
    }
    return state.ask(
        () -> {
          MessageReceiver intake = MessageReceiver.begin(state, transaction);
          transaction.begin(intake);
          if (intake.refusal().isPresent()) {
            ended(false);
          }
          return intake.refusal().orElse(Replies.START_DATA);
        });
  }

  /** The transaction that is open. */
  Optional<Transaction> open() {
    return Optional.ofNullable(open);
  }

  /** The transaction has ended, well or not. */
  void ended(boolean well) {
    if (well) {
      messages++;
    } else {
      bad++;
    }
    abandon();
  }

  /** The transaction has ended within its message; what is sent of it later hears the same. */
  void failed(SmtpReply reply) {
    if (open != null) {
      ended(false);
    }
    failure = reply;
  }

  /** What comes now belongs to no transaction that has failed. */
  void forgetFailure() {
    failure = null;
  }

  /** Forgets the transaction. */
  void abandon() {
    forgetFailure();
    Transaction transaction = open;
    open = null;
    state.forgetOrigin();
    if (transaction != null) {
      transaction.over();
      transaction.intake().ifPresent(intake -> discard(transaction, intake));
    }
  }

  private void discard(Transaction transaction, MessageReceiver intake) {
    Envelope envelope = transaction.envelope();
    intake.discard();
    intake
        .refusal()
        .map(
            reply ->
                new RefusalEvent(
                    intake.id(),
                    envelope.sender(),
                    envelope.addresses(),
                    envelope.recipients().size(),
                    intake.size(),
                    reply,
                    Optional.of(transaction.system())))
        .ifPresent(state::tell);
  }

  /** The session goes on for another client: what was refused so far is not that one's. */
  void anotherClient() {
    refused.tell();
    refused.forget();
  }

  /** The session is over. */
  void closed() {
    abandon();
    refused.tell();
  }
}
