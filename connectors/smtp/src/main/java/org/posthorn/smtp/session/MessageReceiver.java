package org.posthorn.smtp.session;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SmtpClient.Role;

/**
 * A message on its way into the store. Holds none of its octets. When something goes wrong the rest
 * is swallowed, so that the dialogue stays in step, and {@link #refusal()} says what.
 */
final class MessageReceiver {
  private static final int MAX_RECEIVED = 100; // RFC 5321 §6.3

  private final SmtpService service;
  private final String id;
  private final ContentSink sink;
  private final MailTransaction transaction;
  private final HeaderRules rules;
  private final SubmissionHeaderRewriter header;
  private long size;
  private boolean open = true;
  private @Nullable SmtpReply refusal;

  /** A sink that has no room at once is a refusal already. */
  private MessageReceiver(
      SessionState state, MailTransaction transaction, ContentSink sink, String id) {
    this.transaction = transaction;
    this.service = state.service();
    this.id = id;
    this.sink = sink;
    rules = rules(state, id);
    header = new SubmissionHeaderRewriter(rules, sink::write);
    attempt(() -> sink.write(ByteBuffer.allocate(0)));
  }

  /** Opens a sink. Throws what the endpoint throws. */
  static MessageReceiver begin(SessionState state, Transaction transaction) {
    ContentSink sink = state.endpoint().content(transaction.system());
    return new MessageReceiver(state, transaction.system(), sink, state.service().ids().next());
  }

  private static HeaderRules rules(SessionState state, String id) {
    String host = state.settings().hostName();
    Optional<HeaderRules.Missing> missing =
        state.has(Role.SUBMISSION) // RFC 6409 §8.2, §8.3
            ? Optional.of(
                new HeaderRules.Missing(
                    TraceFields.date(state.service().clock()),
                    '<' + id + '@' + host + '>',
                    (authors, given) ->
                        state.endpoint().senderField(state.client(), authors, given)))
            : Optional.empty();
    // RFC 8601 §5: LMTP is spoken by servers of ours, which may have checked
    return new HeaderRules(missing, Optional.of(host).filter(name -> !state.has(Role.LMTP)));
  }

  /** What the message is known by from now on. */
  String id() {
    return id;
  }

  /** How many octets came. */
  long size() {
    return size;
  }

  /** Takes the next octets, whatever happens. */
  void write(ByteBuffer octets) {
    size += octets.remaining();
    if (size > service.settings().maxMessageSize()) {
      refuse(Replies.TOO_LARGE);
    }
    if (refusal == null) {
      attempt(
          () -> {
            transaction.show(octets.duplicate());
            header.write(octets);
          });
    }
    octets.position(octets.limit());
  }

  /** Whether the client goes on and on, though its message is too large by far. */
  boolean endless() {
    return size / 2 > service.settings().maxMessageSize();
  }

  /** Why the message will not be taken. */
  Optional<SmtpReply> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Decides not to take it. The first reason counts. */
  void refuse(SmtpReply reply) {
    if (refusal == null) {
      refusal = reply;
    }
    discard();
  }

  /** No more octets come. After this {@link #from()} is known. */
  void ended() {
    if (refusal == null) {
      attempt(header::finish);
    }
    if (header.broken()) {
      refuse(Replies.BROKEN_HEADER); // RFC 5322 §2.2
    }
    if (header.received() > MAX_RECEIVED) {
      refuse(Replies.LOOP);
    }
    header.noted().refusal().ifPresent(this::refuse);
  }

  /** The Message-ID that the message has; empty text when there is none. */
  String messageId() {
    String given = header.noted().messageId();
    return given.isEmpty() ? rules.missing().map(HeaderRules.Missing::messageId).orElse("") : given;
  }

  /** The envelope with what the header says of the message's handling. */
  Envelope handled(Envelope envelope) {
    return header.noted().applied(envelope);
  }

  /** The addresses of the From field; empty when it breaks the rules. */
  Optional<List<Address>> from() {
    return header.from();
  }

  /**
   * Hands the message to the store; empty when that failed or it had been refused before.
   *
   * @param trace fields that are put before it. RFC 5321 §4.4
   */
  Optional<Content> finish(byte[] trace) {
    if (refusal != null) {
      return Optional.empty();
    }
    open = false;
    return Optional.ofNullable(attempt(() -> sink.finish(trace)));
  }

  /** Throws away what the sink has, unless that is over. */
  void discard() {
    if (open) {
      open = false;
      try {
        sink.discard();
      } catch (RuntimeException broken) {
        service.failures().accept(broken);
      }
    }
  }

  private void attempt(Runnable write) {
    attempt(
        () -> {
          write.run();
          return true;
        });
  }

  private <T> @Nullable T attempt(Supplier<T> work) {
    try {
      return work.get();
    } catch (UncheckedIOException full) {
      service.failures().accept(full);
      refuse(Replies.NO_ROOM);
    } catch (RuntimeException broken) {
      service.failures().accept(broken);
      refuse(Replies.BROKEN);
    }
    return null;
  }
}
