package org.posthorn.smtp.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.codec.SmtpCommand.Bdat;
import org.posthorn.smtp.codec.SmtpCommand.Burl;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.codec.TextFault;
import org.posthorn.smtp.session.SessionState.Expects;
import org.posthorn.smtp.session.SmtpClient.Role;

/** The octets of a message: after DATA as text, after BDAT in chunks. RFC 3030 §2. */
final class DataPhase {
  private static final int PIECE = 32 * 1024;

  private final SessionState state;
  private final TransactionCommands mailing;
  private boolean last;
  private @Nullable SmtpReply refusal;
  private @Nullable Pending pending;

  /** A message that is being checked. */
  private record Pending(MessageCompletion completion, CompletableFuture<Examination> checked) {}

  DataPhase(SessionState state, TransactionCommands mailing) {
    this.state = state;
    this.mailing = mailing;
  }

  /** Expects a chunk, also a refused one, for its octets come anyway. A reply ends it all. */
  Optional<SmtpReply> bdat(Bdat command) {
    if (command.size() / 2 > state.settings().maxMessageSize()) {
      mailing.ended(false);
      state.expect(Expects.NOTHING);
      return Optional.of(Replies.TOO_LARGE);
    }
    SmtpReply reply = mailing.chunk();
    refusal = reply.positive() ? null : reply;
    last = command.last();
    state.expect(Expects.CHUNK);
    return Optional.empty();
  }

  /** Takes what a URL names as a chunk. RFC 4468 §3.2. */
  Optional<SmtpReply> burl(Burl command) {
    if (!state.has(Role.SUBMISSION)) {
      return Optional.of(Replies.UNKNOWN);
    }
    SmtpReply begun = mailing.chunk();
    if (!begun.positive()) {
      if (command.last()) {
        mailing.forgetFailure();
      }
      return Optional.of(begun);
    }
    SmtpReply taken = state.ask(() -> take(command.url(), mailing.open().orElseThrow()));
    if (!taken.positive()) {
      mailing.failed(taken);
      return Optional.of(taken);
    }
    refusal = null;
    last = command.last();
    return Optional.of(chunkEnded().get(0)); // submission has one reply
  }

  private SmtpReply take(String url, Transaction open) {
    Optional<UrlOctets> found =
        state.endpoint().url(state.client(), url, state.settings().hostName());
    if (found.isEmpty()) {
      return Replies.NO_SUCH_URL;
    }
    UrlOctets octets = found.get();
    if (octets.size() > state.settings().maxMessageSize()) {
      return Replies.TOO_LARGE;
    }
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, octets.size()))];
    for (long at = 0; at < octets.size(); ) {
      int count = octets.read(at, piece);
      ByteBuffer part = ByteBuffer.wrap(piece, 0, count);
      open.plainText().watch(part);
      open.intake().orElseThrow().write(part);
      at += count;
    }
    return Replies.CHUNK_TAKEN;
  }

  /** Takes octets of the message or the chunk. */
  void text(ByteBuffer octets) {
    Optional<Transaction> open = mailing.open();
    if (refusal != null || open.isEmpty()) {
      octets.position(octets.limit());
      return;
    }
    if (state.expects() == Expects.CHUNK) {
      open.get().plainText().watch(octets);
    }
    open.get().intake().ifPresent(intake -> intake.write(octets));
  }

  /** Whether the client goes on sending beyond all limits. */
  boolean endless() {
    return mailing.open().flatMap(Transaction::intake).filter(MessageReceiver::endless).isPresent();
  }

  /** The message of DATA has ended. */
  List<SmtpReply> textEnded(Optional<TextFault> fault) {
    state.expect(Expects.COMMAND);
    return complete(fault);
  }

  /** A chunk has ended. */
  List<SmtpReply> chunkEnded() {
    state.expect(Expects.COMMAND);
    if (refusal != null) {
      SmtpReply reply = refusal;
      refusal = null;
      if (last) {
        mailing.forgetFailure();
      }
      return List.of(reply);
    }
    Transaction open = mailing.open().orElseThrow();
    if (last) {
      return complete(open.binary() ? Optional.empty() : open.plainText().fault());
    }
    Optional<SmtpReply> failed = open.intake().flatMap(MessageReceiver::refusal);
    if (failed.isPresent()) {
      mailing.failed(failed.get());
      return List.of(failed.get());
    }
    return List.of(Replies.CHUNK_TAKEN);
  }

  private List<SmtpReply> complete(Optional<TextFault> fault) {
    Transaction open = mailing.open().orElseThrow();
    MessageReceiver intake = open.intake().orElseThrow();
    MessageCompletion completion = new MessageCompletion(state, open, intake);
    CompletableFuture<Examination> checked = completion.begin(fault);
    if (checked.isDone()) {
      return replies(completion, checked);
    }
    pending = new Pending(completion, checked);
    state.expect(Expects.EXAMINATION);
    state.wire().pause(checked);
    return List.of();
  }

  /** The replies to a message that was being checked, once it was; none as long as it is. */
  List<SmtpReply> examined() {
    Pending awaited = pending;
    if (awaited == null || !awaited.checked().isDone()) {
      return List.of();
    }
    pending = null;
    state.expect(Expects.COMMAND);
    return mailing.open().isPresent()
        ? replies(awaited.completion(), awaited.checked())
        : List.of();
  }

  private List<SmtpReply> replies(
      MessageCompletion completion, CompletableFuture<Examination> checked) {
    List<SmtpReply> replies = completion.replies(checked);
    mailing.ended(replies.stream().anyMatch(reply -> reply.code() / 100 == 2));
    return replies;
  }
}
