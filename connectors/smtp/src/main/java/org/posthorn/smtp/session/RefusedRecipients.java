package org.posthorn.smtp.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SmtpClient.Role;

/** The recipients that one session was refused: they are told in one line, and not too fast. */
final class RefusedRecipients {
  private static final int MOST = 30;
  private static final int SHOWN = 10;

  private final SessionState state;
  private final List<Address> first = new ArrayList<>(1);
  private Optional<Address> sender = Optional.empty();
  private int count;
  private @Nullable SmtpReply last;

  RefusedRecipients(SessionState state) {
    this.state = state;
  }

  /** One more; the reply to send, after which the session may wait or end. */
  SmtpReply add(Transaction transaction, Address recipient, SmtpReply reply) {
    sender = transaction.sender();
    count++;
    if (first.size() < SHOWN) {
      first.add(recipient);
    }
    last = reply;
    if (!state.has(Role.MX)) {
      return reply; // users and servers of ours do not guess
    }
    if (count >= MOST) {
      state.expect(SessionState.Expects.NOTHING);
      return Replies.TOO_MANY_UNKNOWN;
    }
    Duration delay = state.service().guesses().delay(state.peer().address(), count);
    if (!delay.isZero()) {
      state.wire().pause(state.service().guesses().after(delay));
    }
    return reply;
  }

  /** From now on it is another client. */
  void forget() {
    first.clear();
    sender = Optional.empty();
    count = 0;
  }

  /** The session ends, or is no longer that of this client. */
  void tell() {
    SmtpReply reply = last;
    if (reply != null) {
      last = null;
      state.tell(new RefusalEvent("", sender, first, count, 0, reply));
    }
  }
}
