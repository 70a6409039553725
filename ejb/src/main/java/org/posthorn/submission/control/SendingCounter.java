package org.posthorn.submission.control;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.posthorn.submission.value.SendingUse;

/**
 * What an account has sent: what the database says, and what this server is still to write there.
 */
final class SendingCounter {
  private final long account;
  private final SubmissionRows rows;
  private final Set<Long> recipients = new HashSet<>(); // to be written
  private SendingUse before; // written, of all servers
  private long messages; // to be written
  private long newRecipients; // to be written
  private boolean closed;

  SendingCounter(long account, SubmissionRows rows, Instant now) {
    this.account = account;
    this.rows = rows;
    before = rows.use(account, now);
  }

  /** What came of a wish to send. */
  enum Answer {
    /** Counted. */
    COUNTED,
    /** Too many messages or recipients; nothing is counted. */
    TOO_MANY,
    /** This counter is not the one any more. */
    CLOSED
  }

  /**
   * Counts a message.
   *
   * @param to digests of those to whom it goes
   */
  synchronized Answer add(Set<Long> to, long maxMessages, long maxNew) {
    if (closed) {
      return Answer.CLOSED;
    }
    Set<Long> unknown = new HashSet<>(to);
    unknown.removeAll(recipients);
    unknown.removeAll(unknown.isEmpty() ? Set.of() : rows.known(account, unknown));
    if (before.messages() + messages + to.size() > maxMessages
        || before.newRecipients() + newRecipients + unknown.size() > maxNew) {
      return Answer.TOO_MANY;
    }
    messages += to.size();
    newRecipients += unknown.size();
    recipients.addAll(to);
    return Answer.COUNTED;
  }

  /** What has been sent. */
  synchronized SendingUse use() {
    return new SendingUse(before.messages() + messages, before.newRecipients() + newRecipients);
  }

  /** Writes what is to be written; when that fails, it may be called again. */
  synchronized void write(Instant now) {
    if (messages > 0) {
      rows.add(account, new SendingUse(messages, newRecipients), Set.copyOf(recipients), now);
      before = use();
      messages = 0;
      newRecipients = 0;
      recipients.clear();
    }
    closed = true; // another one knows what other servers have counted
  }
}
