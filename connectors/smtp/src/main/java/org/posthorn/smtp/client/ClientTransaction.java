package org.posthorn.smtp.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Recipient;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/** One mail transaction: MAIL, RCPTs, DATA (or BDAT), content. RFC 5321 §3.3, RFC 3030 §2. */
final class ClientTransaction {

  /** What follows a reply. */
  enum Next {
    /** Another command, see {@link ClientTransaction#command()}. */
    COMMAND,
    /** The reply to a command that was sent ahead. */
    REPLY,
    /** The content. */
    CONTENT,
    /** No content, but its end: the server wants data that nobody is to get. RFC 2920 §3.1. */
    NO_CONTENT,
    /** The end; the server has forgotten the transaction. */
    DONE,
    /** The end, but the server still has the transaction open. */
    RESET
  }

  private final Shape shape;
  private final PeerExtensions peer;
  private final List<Recipient> recipients;
  private final boolean requireTls;
  private final boolean lmtp;
  private final List<Recipient> accepted = new ArrayList<>();
  private final List<Recipient> postponed = new ArrayList<>();
  private final List<RecipientResult> results = new ArrayList<>();
  private int step; // 0 MAIL, 1 … n RCPT, n + 1 DATA (never with BDAT), n + 2 end of data
  private boolean mailAccepted;

  /**
   * @param requireTls whether the server is to pass it on under TLS only
   * @param lmtp whether each recipient has a reply after the content. RFC 2033 §4.2
   */
  ClientTransaction(
      Shape shape,
      List<Recipient> recipients,
      PeerExtensions peer,
      boolean requireTls,
      boolean lmtp) {
    this.lmtp = lmtp;
    this.requireTls = requireTls;
    this.shape = shape;
    this.peer = peer;
    this.recipients = List.copyOf(recipients);
  }

  /** What to send now: one command, or all at once where the server can take it. */
  String command() {
    if (!peer.pipelining()) {
      return command(step);
    }
    StringBuilder all = new StringBuilder();
    int last = recipients.size() + (shape.chunked() ? 0 : 1);
    for (int i = 0; i <= last; i++) {
      all.append(command(i));
    }
    return all.toString();
  }

  private String command(int number) {
    if (number == 0) {
      return new MailCommand(shape, peer, recipients, requireTls).line();
    }
    return number <= recipients.size()
        ? new RecipientCommand(shape, peer, recipients.get(number - 1)).line()
        : "DATA\r\n";
  }

  /** Takes the reply to the command at hand. */
  Next on(PeerReply reply) {
    int answered = step++;
    if (answered == 0) {
      return mail(reply);
    }
    if (answered <= recipients.size()) {
      return recipient(recipients.get(answered - 1), reply);
    }
    if (answered == recipients.size() + 1) {
      return data(reply);
    }
    return lmtp ? endOfOne(reply) : end(reply);
  }

  private Next mail(PeerReply reply) {
    mailAccepted = reply.positive();
    if (!mailAccepted) {
      recipients.forEach(each -> results.add(RecipientResult.refused(each.address(), reply)));
    }
    return peer.pipelining() ? Next.REPLY : mailAccepted ? Next.COMMAND : Next.DONE;
  }

  private Next recipient(Recipient recipient, PeerReply reply) {
    if (mailAccepted) {
      if (reply.positive()) {
        accepted.add(recipient);
      } else if (tooMany(reply) && !accepted.isEmpty()) {
        postponed.add(recipient);
      } else {
        results.add(refused(recipient.address(), reply));
      }
    }
    if (peer.pipelining()) {
      return step > recipients.size() && shape.chunked() ? chunk() : Next.REPLY;
    }
    if (!postponed.isEmpty()) {
      while (step <= recipients.size()) { // the server has enough: no need to ask for the rest
        postponed.add(recipients.get(step - 1));
        step++;
      }
    }
    if (step > recipients.size() && shape.chunked()) {
      return chunk();
    }
    boolean more = step <= recipients.size();
    return more || !accepted.isEmpty() ? Next.COMMAND : Next.RESET;
  }

  // A chunk is sent without being asked for, so only when somebody is to get it. RFC 3030 §2
  private Next chunk() {
    if (accepted.isEmpty()) {
      return mailAccepted ? Next.RESET : Next.DONE;
    }
    step++;
    return Next.CONTENT;
  }

  // RFC 5321 §4.5.3.1.10: 552 is an old 452, unless it says that mailbox or message is the matter
  private static boolean tooMany(PeerReply reply) {
    return reply.code() == 452
        || (reply.code() == 552
            && !reply.status().equals("5.2.2")
            && !reply.status().equals("5.3.4"));
  }

  private static RecipientResult refused(Address recipient, PeerReply reply) {
    return tooMany(reply) && reply.permanent()
        ? new RecipientResult(recipient, Outcome.DEFERRED, reply.code(), "4.5.3", reply.text())
        : RecipientResult.refused(recipient, reply);
  }

  private Next data(PeerReply reply) {
    if (reply.code() == 354) {
      return accepted.isEmpty() ? Next.NO_CONTENT : Next.CONTENT;
    }
    accepted.forEach(each -> results.add(RecipientResult.refused(each.address(), reply)));
    accepted.clear();
    return mailAccepted ? Next.RESET : Next.DONE;
  }

  // RFC 2852 §4.1.4: the sender is to hear of what it asked to be traced, or what nobody minds now
  private boolean reported() {
    Optional<Deadline> deadline = shape.mail().envelope().handling().deadline();
    return peer.dsn() && deadline.filter(each -> each.traced() || !peer.deliverBy()).isEmpty();
  }

  private Next endOfOne(PeerReply reply) {
    end(accepted.remove(0), reply);
    return accepted.isEmpty() ? Next.DONE : Next.REPLY;
  }

  private void end(Recipient recipient, PeerReply reply) {
    results.add(
        reply.positive()
            ? RecipientResult.delivered(recipient.address(), reply, reported())
            : RecipientResult.refused(recipient.address(), reply));
  }

  private Next end(PeerReply reply) {
    accepted.forEach(each -> end(each, reply));
    accepted.clear();
    boolean open = shape.chunked() && !reply.positive(); // RFC 3030 §2: RSET must be issued
    return open ? Next.RESET : Next.DONE;
  }

  /** Whether the server has taken the sender. */
  boolean begun() {
    return mailAccepted;
  }

  /** How long the next reply may take. RFC 5321 §4.5.3.2. */
  Duration patience() {
    int beyond = step - recipients.size();
    return Duration.ofMinutes(beyond >= 2 ? 10 : beyond == 1 ? 2 : 5);
  }

  /** What is known of the recipients so far. */
  List<RecipientResult> results() {
    return results;
  }

  /** The recipients that the server wants in a transaction of their own. */
  List<Recipient> postponed() {
    return postponed;
  }
}
