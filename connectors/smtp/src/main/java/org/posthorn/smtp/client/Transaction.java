package org.posthorn.smtp.client;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/** One mail transaction: MAIL, RCPTs, DATA, content. RFC 5321 §3.3. */
final class Transaction {

  /** What follows a reply. */
  enum Next {
    /** Another command, see {@link Transaction#command()}. */
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

  private final OutgoingMail mail;
  private final Extensions peer;
  private final List<Address> recipients;
  private final List<Address> accepted = new ArrayList<>();
  private final List<Address> postponed = new ArrayList<>();
  private final List<RecipientResult> results = new ArrayList<>();
  private int step; // 0 MAIL, 1 … n RCPT, n + 1 DATA, n + 2 end of data
  private boolean mailAccepted;

  Transaction(OutgoingMail mail, List<Address> recipients, Extensions peer) {
    this.mail = mail;
    this.peer = peer;
    this.recipients = List.copyOf(recipients);
  }

  /** What to send now: one command, or all at once where the server can take it. */
  String command() {
    if (!peer.pipelining()) {
      return command(step);
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i <= recipients.size() + 1; i++) {
      all.append(command(i));
    }
    return all.toString();
  }

  private String command(int number) {
    if (number == 0) {
      return new MailCommand(mail, peer, recipients).line();
    }
    return number <= recipients.size()
        ? "RCPT TO:<" + recipients.get(number - 1).toAscii() + ">\r\n"
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
    return answered == recipients.size() + 1 ? data(reply) : end(reply);
  }

  private Next mail(PeerReply reply) {
    mailAccepted = reply.positive();
    if (!mailAccepted) {
      recipients.forEach(each -> results.add(RecipientResult.refused(each, reply)));
    }
    return peer.pipelining() ? Next.REPLY : mailAccepted ? Next.COMMAND : Next.DONE;
  }

  private Next recipient(Address recipient, PeerReply reply) {
    if (mailAccepted) {
      if (reply.positive()) {
        accepted.add(recipient);
      } else if (tooMany(reply) && !accepted.isEmpty()) {
        postponed.add(recipient);
      } else {
        results.add(refused(recipient, reply));
      }
    }
    if (peer.pipelining()) {
      return Next.REPLY;
    }
    if (!postponed.isEmpty()) {
      while (step <= recipients.size()) { // the server has enough: no need to ask for the rest
        postponed.add(recipients.get(step - 1));
        step++;
      }
    }
    boolean more = step <= recipients.size();
    return more || !accepted.isEmpty() ? Next.COMMAND : Next.RESET;
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
    accepted.forEach(each -> results.add(RecipientResult.refused(each, reply)));
    accepted.clear();
    return mailAccepted ? Next.RESET : Next.DONE;
  }

  private Next end(PeerReply reply) {
    for (Address each : accepted) {
      results.add(
          reply.positive()
              ? RecipientResult.of(each, Outcome.DELIVERED, reply)
              : RecipientResult.refused(each, reply));
    }
    accepted.clear();
    return Next.DONE;
  }

  /** Whether the server has taken the sender. */
  boolean begun() {
    return mailAccepted;
  }

  /** Whether the next reply is the one to the content. */
  boolean contentSent() {
    return step == recipients.size() + 2;
  }

  /** What is known of the recipients so far. */
  List<RecipientResult> results() {
    return results;
  }

  /** The recipients that the server wants in a transaction of their own. */
  List<Address> postponed() {
    return postponed;
  }
}
