package org.posthorn.smtp.session;

import java.util.Optional;
import java.util.Set;
import org.posthorn.smtp.codec.SmtpCommand;
import org.posthorn.smtp.codec.SmtpCommand.Atrn;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SessionState.Expects;
import org.posthorn.smtp.session.SmtpClient.Role;

/** {@code ATRN}: a host without an address of its own fetches its mail. RFC 2645. */
final class OnDemandRelay {
  private static final SmtpReply LOG_IN = SmtpReply.of(530, "5.7.0", "Authentication required");
  private static final SmtpReply REFUSED = SmtpReply.of(450, "4.7.1", "ATRN request refused");
  private static final SmtpReply NO_MAIL = SmtpReply.of(453, "4.0.0", "You have no mail");
  private static final SmtpReply NOT_NOW =
      SmtpReply.of(451, "4.3.0", "Unable to process ATRN request now");
  private static final SmtpReply TURN =
      SmtpReply.of(250, "2.0.0", "OK now reversing the connection");

  /** All that is spoken there besides what ends it. RFC 2645 §5.4 */
  private static final Set<Class<? extends SmtpCommand>> SPOKEN =
      Set.of(
          SmtpCommand.Hello.class,
          SmtpCommand.StartTls.class,
          SmtpCommand.Auth.class,
          SmtpCommand.Atrn.class,
          SmtpCommand.Noop.class,
          SmtpCommand.Rset.class,
          SmtpCommand.Help.class,
          SmtpCommand.Quit.class,
          SmtpCommand.Unknown.class,
          SmtpCommand.Malformed.class);

  private final SessionState state;
  private Optional<TurnedConnection> turned = Optional.empty();

  OnDemandRelay(SessionState state) {
    this.state = state;
  }

  /** Whether the listener knows a command. */
  static boolean knows(SessionState state, SmtpCommand command) {
    return !state.has(Role.ODMR) || SPOKEN.contains(command.getClass());
  }

  /** Begins; after 250 this server is the client. */
  SmtpReply begin(Atrn asked) {
    if (!state.has(Role.ODMR)) {
      return Replies.NOT_HERE;
    }
    SmtpReply admission = state.ask(state::admission);
    if (!admission.positive()) {
      return admission;
    }
    if (state.login().isEmpty()) {
      return LOG_IN;
    }
    SmtpReply reply =
        state.ask(() -> reply(state.endpoint().fetch(state.client(), asked.domains())));
    return reply.equals(Replies.BROKEN) ? NOT_NOW : reply;
  }

  private SmtpReply reply(OnDemand answer) {
    if (answer instanceof OnDemand.Refused) {
      return REFUSED;
    }
    if (answer instanceof OnDemand.Begun begun) {
      turned = Optional.of(new TurnedConnection(state, begun.fetch()));
      state.expect(Expects.TURNED);
      return TURN;
    }
    return NO_MAIL;
  }

  /** The connection in the other direction, once it is. */
  Optional<TurnedConnection> turned() {
    return turned;
  }
}
