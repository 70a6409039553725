package org.posthorn.smtp.session;

import java.util.List;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.QueueStart.Outcome;
import org.posthorn.smtp.session.SmtpClient.Role;

/**
 * {@code ETRN}: hosts that are not always connected ask for their mail. It goes to where DNS or a
 * route says, never over this connection, so that nobody gets mail by naming another. RFC 1985. Not
 * on submission: RFC 6409 §7.
 */
final class QueueStarter {
  private static final SmtpReply HELLO_FIRST = Replies.outOfOrder("Send EHLO or HELO first");
  private static final SmtpReply NESTED = Replies.outOfOrder("Not within a transaction");

  private final SessionState state;

  QueueStarter(SessionState state) {
    this.state = state;
  }

  /** The line of EHLO for clients that may. */
  static void announced(SessionState state, List<String> lines) {
    if (allowed(state)) {
      lines.add("ETRN"); // RFC 1985 §3
    }
  }

  private static boolean allowed(SessionState state) {
    return state.has(Role.MX) && state.settings().trusted().etrn().contains(state.peer().address());
  }

  /**
   * Starts it.
   *
   * @param within whether a transaction is open
   */
  SmtpReply start(Etrn asked, boolean within) {
    if (!state.has(Role.MX) || state.settings().trusted().etrn().isEmpty()) {
      return Replies.NOT_HERE;
    }
    if (!allowed(state)) {
      return SmtpReply.of(459, "4.7.1", "Node " + asked + " not allowed: not from your address");
    }
    if (state.hello().isEmpty()) {
      return HELLO_FIRST;
    }
    if (within) {
      return NESTED;
    }
    SmtpReply reply =
        state.ask(() -> reply(asked, state.endpoint().startQueue(state.client(), asked)));
    return reply.equals(Replies.BROKEN) ? notNow(asked) : reply;
  }

  private static SmtpReply reply(Etrn asked, QueueStart start) {
    Outcome outcome = start.outcome();
    return switch (outcome) {
      case UNDER_WAY -> started(250, "queuing for node " + asked + " started");
      case NOTHING -> started(251, "no messages waiting for node " + asked);
      case MANY -> started(252, "pending messages for node " + asked + " started");
      case COUNTED -> started(253, start.pending() + " pending messages for node " + asked);
      case NOT_NOW -> notNow(asked);
      case UNKNOWN ->
          SmtpReply.of(459, "4.7.1", "Node " + asked + " not allowed: its mail is not queued here");
    };
  }

  private static SmtpReply started(int code, String text) {
    return SmtpReply.of(code, "2.0.0", "OK, " + text);
  }

  private static SmtpReply notNow(Etrn asked) {
    return SmtpReply.of(458, "4.3.0", "Unable to queue messages for node " + asked);
  }
}
