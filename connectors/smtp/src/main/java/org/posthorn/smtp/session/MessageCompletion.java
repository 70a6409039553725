package org.posthorn.smtp.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Verdict;
import org.posthorn.mime.Nul;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.codec.TextFault;
import org.posthorn.smtp.session.SmtpClient.Role;

/** The end of a message: its last checks, its way into the mail system, and the answer. */
final class MessageCompletion {
  private final SessionState state;
  private final Transaction transaction;
  private final MessageReceiver intake;

  MessageCompletion(SessionState state, Transaction transaction, MessageReceiver intake) {
    this.state = state;
    this.transaction = transaction;
    this.intake = intake;
  }

  /**
   * Looks at the message, which has come whole.
   *
   * @param fault what it had that text may not contain
   * @return completed when it is known what checks say
   */
  CompletableFuture<Examination> begin(Optional<TextFault> fault) {
    fault.map(Replies::of).ifPresent(intake::refuse);
    intake.ended();
    if (intake.refusal().isEmpty() && state.has(Role.SUBMISSION)) {
      SmtpReply admission = state.ask(state::admission);
      SmtpReply senders = admission.positive() ? state.ask(this::senders) : admission;
      if (!senders.positive()) {
        intake.refuse(senders);
      }
    }
    transaction.system().identify(intake.messageId());
    try {
      return intake.refusal().isPresent()
          ? CompletableFuture.completedFuture(Examination.NONE)
          : transaction.system().examine(state.settings().hostName(), intake.from());
    } catch (RuntimeException broken) {
      return CompletableFuture.failedFuture(broken);
    }
  }

  /**
   * Completes the message.
   *
   * @param checked what {@link #begin} gave; completed
   * @return one reply, or for LMTP one for each recipient that had been accepted
   */
  List<SmtpReply> replies(CompletableFuture<Examination> checked) {
    String fields = examined(checked);
    Optional<Content> content =
        intake.finish(new TraceFields(state).of(transaction.envelope(), intake.id(), fields));
    if (content.isEmpty()) {
      return same(intake.refusal().orElse(Replies.BROKEN));
    }
    try {
      return deliver(intake.handled(transaction.envelope()), withoutNul(content.get()));
    } catch (RuntimeException broken) {
      state.service().failures().accept(broken);
      intake.refuse(Replies.BROKEN);
      return same(Replies.BROKEN);
    }
  }

  // the fields that tell it; a message that is refused is refused
  private String examined(CompletableFuture<Examination> checked) {
    try {
      Examination examination = checked.join();
      if (!examination.verdict().accepted()) {
        intake.refuse(Replies.of(examination.verdict(), Replies.OK));
      }
      return examination.fields();
    } catch (RuntimeException broken) {
      state.service().failures().accept(broken);
      intake.refuse(Replies.BROKEN);
      return "";
    }
  }

  // RFC 9051 §9: no literal of IMAP has NUL, so parts with it are kept in base64
  private Content withoutNul(Content content) {
    return transaction.binary() && transaction.plainText().nul()
        ? Nul.encoded(content, () -> state.endpoint().content(transaction.system()))
        : content;
  }

  // RFC 6409 §6.1: each author must be an address of the user
  private SmtpReply senders() {
    Optional<List<Address>> authors = intake.from();
    if (authors.isEmpty()) {
      return Replies.FROM_FIELD;
    }
    for (Address author : authors.get()) {
      Verdict verdict = state.endpoint().sender(state.client(), Optional.of(author));
      if (!verdict.accepted()) {
        return Replies.of(verdict, Replies.OK);
      }
    }
    return Replies.OK;
  }

  private List<SmtpReply> deliver(Envelope envelope, Content content) {
    List<Verdict> verdicts =
        state.endpoint().finish(transaction.system(), intake.id(), envelope, content);
    transaction.finished();
    if (verdicts.size() != envelope.recipients().size()) {
      throw new IllegalStateException("Not one verdict for each recipient");
    }
    if (transaction.system().unwanted()) {
      state.wire().slow(true);
    } else if (verdicts.stream().anyMatch(Verdict::accepted)) {
      state.wire().slow(false); // a client that waits too long for this answer sends it again
    }
    tell(envelope, verdicts, content.size());
    List<SmtpReply> said = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      said.add(Replies.of(verdicts.get(i), taken(envelope.recipients().get(i).address())));
    }
    boolean block = transaction.separated() && transaction.accepted().size() > 1;
    if (!state.has(Role.LMTP) && !block) {
      return List.of(
          Replies.ofAll(
              verdicts, said.contains(Replies.DOUBTED) ? Replies.DOUBTED : Replies.TAKEN));
    }
    Map<Address, SmtpReply> byRecipient = new HashMap<>();
    for (int i = 0; i < said.size(); i++) {
      byRecipient.put(envelope.recipients().get(i).address(), said.get(i));
    }
    List<SmtpReply> each =
        transaction.accepted().stream()
            .map(recipient -> byRecipient.getOrDefault(recipient, Replies.BROKEN))
            .toList();
    return state.has(Role.LMTP) ? each : block(each, verdicts);
  }

  private SmtpReply taken(Address recipient) {
    return transaction.system().doubted(recipient) ? Replies.DOUBTED : Replies.TAKEN;
  }

  // draft-hall-prdr-00 §4.5: 353, one for each recipient, and one for the transaction
  private static List<SmtpReply> block(List<SmtpReply> each, List<Verdict> verdicts) {
    boolean taken = verdicts.stream().anyMatch(Verdict::accepted);
    List<SmtpReply> block = new ArrayList<>();
    block.add(Replies.EACH_RECIPIENT);
    block.addAll(each);
    block.add(taken ? Replies.TAKEN : Replies.ofAll(verdicts, Replies.TAKEN));
    return block;
  }

  private void tell(Envelope envelope, List<Verdict> verdicts, long size) {
    List<Address> refused =
        IntStream.range(0, verdicts.size())
            .filter(i -> !verdicts.get(i).accepted())
            .mapToObj(i -> envelope.recipients().get(i).address())
            .toList();
    if (!refused.isEmpty()) {
      SmtpReply reply = Replies.ofAll(verdicts, Replies.TAKEN);
      state.tell(
          new RefusalEvent(
              intake.id(),
              envelope.sender(),
              refused,
              refused.size(),
              size,
              reply,
              Optional.of(transaction.system())));
    }
  }

  // RFC 2033 §4.2: one for each recipient, also when all fail alike
  private List<SmtpReply> same(SmtpReply reply) {
    int count = state.has(Role.LMTP) ? transaction.accepted().size() : 1;
    return Collections.nCopies(count, reply);
  }
}
