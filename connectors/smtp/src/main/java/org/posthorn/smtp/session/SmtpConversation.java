package org.posthorn.smtp.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.posthorn.smtp.codec.ChunkDecoder;
import org.posthorn.smtp.codec.DataDecoder;
import org.posthorn.smtp.codec.LineDecoder;
import org.posthorn.smtp.codec.LineDecoder.Line;
import org.posthorn.smtp.codec.SmtpCommand;
import org.posthorn.smtp.codec.SmtpCommands;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.codec.TextFault;
import org.posthorn.smtp.session.SessionState.Expects;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

/**
 * One connection that speaks SMTP, submission or LMTP: octets to the session, replies to the wire.
 * RFC 5321, RFC 6409, RFC 2033.
 */
public final class SmtpConversation implements Conversation {
  private static final int BACKLOG = 65_536;

  private final SmtpSettings settings;
  private final SmtpService service;
  private final Wire wire;
  private final SessionState state;
  private final SmtpSession session;
  private DataDecoder text = new DataDecoder();
  private ChunkDecoder chunk = new ChunkDecoder(0);
  private Instant deadline = Instant.MAX;

  /** A conversation over a wire; everything else is shared by the listener's connections. */
  public SmtpConversation(SmtpService service, Wire wire) {
    this.service = service;
    this.settings = service.settings();
    this.wire = wire;
    state = new SessionState(service, wire);
    session = new SmtpSession(state);
  }

  @Override
  public void opened() {
    state.identify();
    say(session.greeting());
  }

  @Override
  public void received(ByteBuffer octets) {
    if (service.steady().instant().isAfter(deadline)) {
      end(Replies.TOO_SLOW);
    }
    boolean more = true;
    while (more && wire.writable()) {
      more = step(octets);
      if (more && wire.turnOver()) {
        wire.passTurn(false); // what is left is shown again
        more = false;
      }
    }
    if (state.expects() == Expects.NOTHING) {
      octets.position(octets.limit());
    }
  }

  private boolean step(ByteBuffer octets) {
    return switch (state.expects()) {
      case COMMAND -> line(octets, LineDecoder.MAX_COMMAND);
      case AUTH_LINE -> line(octets, LineDecoder.MAX_AUTH);
      case TEXT -> text(text.feed(octets, session::onText), text.fault());
      case CHUNK -> text(chunk.feed(octets, session::onText), Optional.empty());
      case TURNED -> turned(octets);
      case ADMISSION, EXAMINATION, TLS, NOTHING -> false;
    };
  }

  private boolean turned(ByteBuffer octets) {
    session.turned().ifPresent(other -> other.received(octets));
    return false;
  }

  private boolean line(ByteBuffer octets, int limit) {
    Optional<Line> next = LineDecoder.next(octets, limit);
    next.ifPresent(this::on);
    return next.isPresent();
  }

  private void on(Line line) {
    if (line instanceof Line.TooLong) {
      end(Replies.LINE_TOO_LONG);
    } else if (!(line instanceof Line.Text complete)) {
      say(session.onBrokenLine());
    } else if (state.expects() == Expects.AUTH_LINE) {
      session.onAuthLine(complete.text()).ifPresent(this::say);
    } else {
      on(SmtpCommands.parse(complete.text()));
    }
  }

  private void on(SmtpCommand command) {
    Optional<SmtpReply> reply = session.on(command);
    boolean message = state.expects() == Expects.TEXT || state.expects() == Expects.CHUNK;
    if (!message && !session.receiving()) {
      deadline = Instant.MAX;
    } else if (deadline.equals(Instant.MAX)) {
      deadline = service.steady().instant().plus(settings.dataLimit());
    }
    if (state.expects() == Expects.TEXT) {
      text = new DataDecoder();
    }
    if (command instanceof SmtpCommand.Bdat bdat) {
      chunk = new ChunkDecoder(bdat.size());
    }
    reply.ifPresent(this::say);
  }

  // the message or chunk goes on, ends here, or goes on beyond all limits
  private boolean text(boolean ended, Optional<TextFault> fault) {
    if (ended) {
      session.onTextEnd(fault).forEach(this::say);
      if (!session.receiving()) {
        deadline = Instant.MAX;
      }
    } else if (session.endless()) {
      end(Replies.TOO_LARGE);
    }
    return ended;
  }

  private void end(SmtpReply reply) {
    if (state.expects() != Expects.NOTHING) {
      say(session.farewell(reply));
    }
  }

  private void say(SmtpReply reply) {
    wire.write(reply.in(wire.peer().session()).octets());
    if (state.expects() == Expects.TLS) {
      wire.startTls();
    } else if (state.expects() == Expects.NOTHING) {
      wire.close();
    }
  }

  @Override
  public void secured() {
    session.secured();
    state.identify();
  }

  @Override
  public void woken() {
    session.turned().ifPresent(TurnedConnection::goOn);
    session.onChecked().forEach(this::say);
    if (!session.receiving()) {
      deadline = Instant.MAX;
    }
  }

  @Override
  public void timedOut() {
    session
        .turned()
        .ifPresentOrElse(
            TurnedConnection::timedOut, () -> end(Replies.TOO_SLOW)); // RFC 5321 §4.5.3.2
  }

  @Override
  public void stopping() {
    session
        .turned()
        .ifPresentOrElse(TurnedConnection::stopping, () -> end(Replies.STOPPING)); // RFC 5321 §3.8
  }

  @Override
  public void closed() {
    session.closed();
  }

  @Override
  public Duration patience() {
    if (state.expects() == Expects.TURNED) {
      return session.turned().orElseThrow().patience();
    }
    boolean message = state.expects() == Expects.TEXT || state.expects() == Expects.CHUNK;
    return message ? settings.dataTimeout() : settings.commandTimeout();
  }

  @Override
  public int backlog() {
    return BACKLOG;
  }
}
