package org.posthorn.imap;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.posthorn.imap.handler.Handlers;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.imap.session.Capabilities;
import org.posthorn.imap.session.CommandLoop;
import org.posthorn.imap.session.ImapHooks;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.ImapSettings;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.SaslMechanisms;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

/** The server side of one IMAP connection: IMAP4rev2 (RFC 9051) and IMAP4rev1 (RFC 3501). */
public final class ImapConversation implements Conversation {
  private static final Duration BEFORE_LOGIN = Duration.ofSeconds(60);
  private static final Duration AFTER_LOGIN = Duration.ofMinutes(30); // RFC 9051 §5.4
  private static final int BACKLOG_BEFORE_LOGIN = 64 * 1024;
  private static final int BACKLOG = 1024 * 1024;

  private final ImapSession session;
  private final CommandLoop loop;

  /** A conversation on a wire. */
  public ImapConversation(
      Wire wire,
      ImapEndpoint endpoint,
      SaslMechanisms mechanisms,
      ImapSettings settings,
      ImapHooks hooks) {
    this.session = new ImapSession(wire, endpoint, mechanisms, settings, hooks);
    this.loop = new CommandLoop(session, Handlers.ALL, hooks);
  }

  @Override
  public void opened() {
    session.identify();
    Optional<KeyLogin> known = session.gate().holder().filter(KeyLogin::preauth);
    if (known.isPresent() && !session.loggedIn(known.get().login())) {
      loop.bye("[UNAVAILABLE] Too many connections of this account"); // RFC 9051 §7.1.5
      return;
    }
    session
        .out()
        .text(known.isPresent() ? "* PREAUTH [" : "* OK [") // RFC 9051 §7.1.4
        .text(Capabilities.code(session))
        .text("] ")
        .text(session.settings().hostName())
        .text(known.map(key -> " knows you as " + key.login().address()).orElse(" ready"))
        .crlf()
        .flush();
  }

  @Override
  public void received(ByteBuffer octets) {
    loop.received(octets);
  }

  @Override
  public void secured() {
    loop.secured();
    session.identify();
  }

  @Override
  public void woken() {
    loop.woken();
  }

  @Override
  public void timedOut() {
    loop.bye(session.login().isPresent() ? "Idle for too long" : "Login timeout");
  }

  @Override
  public void stopping() {
    loop.bye("Server is shutting down");
  }

  @Override
  public void closed() {
    loop.closed();
  }

  @Override
  public Duration patience() {
    return session.login().isPresent() ? AFTER_LOGIN : BEFORE_LOGIN;
  }

  @Override
  public int backlog() {
    return session.login().isPresent() ? BACKLOG : BACKLOG_BEFORE_LOGIN;
  }
}
