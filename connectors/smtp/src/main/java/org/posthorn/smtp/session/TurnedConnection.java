package org.posthorn.smtp.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.client.ClientAction;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.ClientSettings;
import org.posthorn.smtp.client.StartTls;
import org.posthorn.smtp.client.WireContent;
import org.posthorn.wire.Wire;

/**
 * A connection on which this server has become the client: it sends one mail after the other to the
 * host that has opened it, and writes down what became of each before it takes the next. RFC 2645
 * §5.3.
 */
final class TurnedConnection {
  private static final int BLOCK = 16 * 1024;
  private static final String QUIT = "QUIT\r\n";
  private static final String SILENT = "The host did not answer in time";
  private static final String UNREADABLE = "The message cannot be read now";

  private final SessionState state;
  private final Wire wire;
  private final OnDemandFetch fetch;
  private final ClientSettings known;
  private ClientSession session; // of the mail at hand, always
  private @Nullable WireContent content;
  private Instant replyUntil = Instant.MAX;
  private Instant mailUntil;
  private boolean open = true; // nobody has written down what became of the mail at hand
  private boolean over;
  private CompletableFuture<Boolean> written = CompletableFuture.completedFuture(true);

  TurnedConnection(SessionState state, OnDemandFetch fetch) {
    this.state = state;
    this.wire = state.wire();
    this.fetch = fetch;
    known = // what is there protects, or does not: the host has chosen that
        new ClientSettings(
            state.settings().hostName(), StartTls.NEVER, Optional.empty(), false, true);
    session = new ClientSession(known, fetch.mail());
    mailUntil = now().plus(state.settings().dataLimit());
  }

  /** Octets came. Takes them all. */
  void received(ByteBuffer octets) {
    if (over) {
      octets.position(octets.limit());
    } else if (now().isAfter(replyUntil) || tooSlow()) { // however many octets came of it
      octets.position(octets.limit());
      fail(SILENT);
    } else {
      guarded(() -> session.received(octets));
      goOn();
    }
  }

  // nobody else sends the mail meanwhile
  private boolean tooSlow() {
    return now().isAfter(mailUntil);
  }

  /** Does what can be done without hearing more. */
  void goOn() {
    if (!over && open && tooSlow()) {
      fail(SILENT);
    }
    while (!over && wire.writable()) {
      if (content == null) {
        ClientAction action = session.next();
        if (action instanceof ClientAction.Receive receive) {
          awaitReply(receive);
          return;
        }
        take(action);
      } else {
        guarded(this::sendBlock);
        if (content != null && wire.turnOver()) {
          wire.passTurn(false);
          return;
        }
      }
    }
  }

  private void take(ClientAction action) {
    replyUntil = Instant.MAX;
    if (action instanceof ClientAction.Send send) {
      wire.write(send.octets());
    } else if (action instanceof ClientAction.SendContent send) {
      content = send.content();
    } else if (action instanceof ClientAction.Keep) {
      another();
    } else { // Close; StartTls was not allowed
      settle();
      leave();
    }
  }

  // RFC 5321 §4.5.3.2: the time is that of the reply, not that of an octet
  private void awaitReply(ClientAction.Receive receive) {
    if (!receive.continued() || replyUntil.equals(Instant.MAX)) {
      replyUntil = now().plus(receive.atMost());
    }
  }

  private void sendBlock() {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    if (content != null && content.next(block)) {
      wire.write(block.flip());
    } else {
      content = null;
    }
  }

  private void another() {
    settle();
    if (!over && !written.isDone()) {
      wire.pause(written); // the database is away: no worker waits for it
    } else if (!over) {
      afterwards();
    }
  }

  /** What became of the mail before is written down, or is not going to be. */
  private void afterwards() {
    boolean more = false;
    try {
      more =
          written.getNow(false)
              && state.ask(state::admission).positive() // it may have been revoked meanwhile
              && state.endpoint().next(fetch);
    } catch (RuntimeException broken) {
      state.service().failures().accept(broken);
    }
    if (more) {
      follow();
    } else {
      wire.write(QUIT);
      leave();
    }
  }

  /**
   * Begins with the mail that has become the one at hand. From the first step on nothing that was
   * said of the mail before can be taken for an answer about this one: it may be for the same
   * recipient.
   */
  private void follow() {
    ClientSession before = session;
    session = new ClientSession(known, fetch.mail());
    open = true;
    mailUntil = now().plus(state.settings().dataLimit());
    try {
      session = before.following(fetch.mail()); // reads it: it is converted and signed
    } catch (RuntimeException | Error broken) {
      state.service().failures().accept(broken);
      fail(UNREADABLE);
    }
  }

  /** Writes down what became of the mail at hand, once. */
  private void settle() {
    content = null;
    if (!open) {
      return;
    }
    open = false;
    try {
      written = state.endpoint().sent(fetch, session);
    } catch (RuntimeException broken) { // it will be sent again: rather twice than never
      state.service().failures().accept(broken);
      leave();
    }
  }

  private void leave() {
    over = true;
    wire.close();
  }

  // what is sent is read, converted and signed meanwhile
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error broken) {
      state.service().failures().accept(broken);
      content = null;
      session.disconnected(UNREADABLE);
    }
  }

  private void fail(String why) {
    session.disconnected(why);
    settle();
    leave();
  }

  /** Nothing came for as long as the reply may take. */
  void timedOut() {
    if (!over) {
      fail(SILENT);
    }
  }

  /** The server stops. */
  void stopping() {
    if (!over) {
      fail("This server has stopped");
    }
  }

  /** The connection is gone. */
  void closed() {
    session.disconnected("The host closed the connection");
    settle();
    over = true;
  }

  /** How long the host may be silent. */
  Duration patience() {
    Duration usual = state.settings().commandTimeout();
    return replyUntil.equals(Instant.MAX)
        ? usual
        : Duration.between(now(), replyUntil).plusSeconds(1);
  }

  private Instant now() {
    return state.service().steady().instant();
  }
}
