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
final class Intake {
  private static final int MAX_RECEIVED = 100; // RFC 5321 §6.3

  private final SmtpService service;
  private final ContentSink sink;
  private final HeaderGate header;
  private long size;
  private boolean open = true;
  private @Nullable SmtpReply refusal;

  /** Starts with the trace fields; a sink that fails at once is a refusal already. */
  private Intake(
      SmtpService service, ContentSink sink, byte[] trace, Optional<HeaderGate.Missing> missing) {
    this.service = service;
    this.sink = sink;
    header = new HeaderGate(missing, sink::write);
    attempt(() -> sink.write(ByteBuffer.wrap(trace)));
  }

  /** Opens a sink and writes the trace fields. Throws what the endpoint throws. */
  static Intake begin(SessionState state, Envelope envelope, String id) {
    SmtpService service = state.service();
    Optional<HeaderGate.Missing> missing =
        Optional.of(state)
            .filter(it -> it.has(Role.SUBMISSION)) // RFC 6409 §8.2, §8.3
            .map(it -> new HeaderGate.Missing(TraceFields.date(service.clock()), unique(it, id)));
    byte[] trace = new TraceFields(state).of(envelope, id);
    return new Intake(service, service.endpoint().content(), trace, missing);
  }

  // msg-id = "<" id-left "@" id-right ">" ; RFC 5322 §3.6.4
  private static String unique(SessionState state, String id) {
    String time = Long.toString(state.service().clock().millis(), 36);
    return '<' + time + '.' + id + '@' + state.settings().hostName() + '>';
  }

  /** Takes the next octets, whatever happens. */
  void write(ByteBuffer octets) {
    size += octets.remaining();
    if (size > service.settings().maxMessageSize()) {
      refuse(Replies.TOO_LARGE);
    }
    if (refusal == null) {
      attempt(() -> header.write(octets));
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
    if (header.received() > MAX_RECEIVED) {
      refuse(Replies.LOOP);
    }
  }

  /** The addresses of the From field; empty when it breaks the rules. */
  Optional<List<Address>> from() {
    return header.from();
  }

  /** Hands the message to the store; empty when that failed or it had been refused before. */
  Optional<Content> finish() {
    if (refusal != null) {
      return Optional.empty();
    }
    open = false;
    return Optional.ofNullable(attempt((Supplier<Content>) sink::finish));
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
