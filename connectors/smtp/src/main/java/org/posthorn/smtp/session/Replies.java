package org.posthorn.smtp.session;

import java.util.List;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.codec.TextFault;

/** The codes and texts of all that the mail system can say. RFC 5321 §4.2.3, RFC 3463. */
final class Replies {
  static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "OK");
  static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Sender OK");
  static final SmtpReply RECIPIENT_OK = SmtpReply.of(250, "2.1.5", "Recipient OK");
  static final SmtpReply TAKEN = SmtpReply.of(250, "2.0.0", "Message accepted");
  static final SmtpReply DOUBTED = // RFC 3463 §3.8: about the message's security, not a failure
      SmtpReply.of(250, "2.7.0", "Message accepted, but it looks unwanted");
  static final SmtpReply CHUNK_TAKEN = SmtpReply.of(250, "2.0.0", "Octets received");
  static final SmtpReply START_DATA = SmtpReply.plain(354, "End with <CRLF>.<CRLF>");
  static final SmtpReply EACH_RECIPIENT = SmtpReply.plain(353, "A reply for each recipient");
  static final SmtpReply NOT_TLS_YET = SmtpReply.of(454, "4.7.0", "TLS not available");
  static final SmtpReply START_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");

  static final SmtpReply NOT_SMTP = SmtpReply.of(500, "5.5.1", "This is an SMTP server; goodbye");
  static final SmtpReply UNKNOWN = SmtpReply.of(500, "5.5.1", "Unknown command");
  static final SmtpReply NOT_HERE = SmtpReply.of(502, "5.5.1", "Command not available here");
  static final SmtpReply BROKEN_LINE =
      SmtpReply.of(500, "5.5.2", "Lines are UTF-8 and end with CRLF");
  static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");
  static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors");
  static final SmtpReply TOO_MANY_UNKNOWN =
      SmtpReply.of(421, "4.7.0", "Too many unknown recipients; goodbye");

  static final SmtpReply FULL = // temporary: a server that sends by us is to try again
      SmtpReply.of(451, "4.7.0", "Too many connections of this account, close some");

  static final SmtpReply EXPELLED = // the client comes back and shows what it has now
      SmtpReply.of(421, "4.7.0", "You may not be logged in any more");
  static final SmtpReply TOO_SLOW = SmtpReply.of(421, "4.4.2", "Timeout");
  static final SmtpReply STOPPING = SmtpReply.of(421, "4.3.2", "Server is stopping");

  static final SmtpReply TOO_LARGE = SmtpReply.of(552, "5.3.4", "Message is larger than allowed");
  static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(452, "4.5.3", "Too many recipients");
  static final SmtpReply NO_ROOM = SmtpReply.of(452, "4.3.1", "Cannot store the message now");
  static final SmtpReply BROKEN = SmtpReply.of(451, "4.3.0", "Error in processing; try again");
  static final SmtpReply BARE_LINE_END =
      SmtpReply.of(550, "5.6.11", "Bare CR or LF in message; lines must end with CRLF");
  static final SmtpReply NUL = SmtpReply.of(550, "5.6.11", "NUL in message; use BINARYMIME");
  static final SmtpReply BROKEN_HEADER =
      SmtpReply.of(550, "5.6.11", "Bare CR, bare LF or NUL in message header");
  static final SmtpReply LOOP = SmtpReply.of(550, "5.4.6", "Too many hops; mail loop?");
  static final SmtpReply NO_SUCH_URL = // RFC 4468 §5, RFC 5248 §2.4
      SmtpReply.of(554, "5.6.6", "The URL names nothing here that is for you");
  static final SmtpReply FROM_FIELD =
      SmtpReply.of(550, "5.7.1", "Message must have one From field with addresses");

  private Replies() {}

  static SmtpReply outOfOrder(String text) {
    return SmtpReply.of(503, "5.5.1", text);
  }

  /** What to say to octets that may not be in text. */
  static SmtpReply of(TextFault fault) {
    return fault == TextFault.NUL ? NUL : BARE_LINE_END; // RFC 5321 §2.3.8
  }

  /** What to say to a verdict, with the given text for a yes. */
  static SmtpReply of(Verdict verdict, SmtpReply yes) {
    if (verdict instanceof Verdict.Deferred deferred) {
      return deferred(deferred.reason());
    }
    if (verdict instanceof Verdict.Refused refused) {
      return refused(refused.reason());
    }
    if (verdict instanceof Verdict.Challenged challenged) {
      return SmtpReply.of(
          550,
          "5.7.1",
          "If you are a person, send it again with this word in the subject: " + challenged.word());
    }
    return yes;
  }

  /**
   * What to say when there is one answer for all recipients, with the given text for a yes. When
   * the verdicts differ, the client must not believe that all is well: a deferral wins, so that it
   * tries again (somebody may get the message twice), then a refusal.
   */
  static SmtpReply ofAll(List<Verdict> verdicts, SmtpReply yes) {
    SmtpReply worst = yes;
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Deferred) {
        return of(verdict, yes);
      }
      if (!verdict.accepted() && worst.positive()) {
        worst = of(verdict, yes);
      }
    }
    return worst;
  }

  private static SmtpReply deferred(Reason reason) {
    boolean room = reason == Reason.MAILBOX_FULL || reason == Reason.TOO_MUCH_MAIL;
    int code = room ? 452 : 451;
    return SmtpReply.of(code, "4." + status(reason), text(reason) + "; try again later");
  }

  private static SmtpReply refused(Reason reason) {
    int code =
        switch (reason) {
          case MAILBOX_FULL -> 552;
          case SYSTEM -> 554;
          default -> 550;
        };
    return SmtpReply.of(code, "5." + status(reason), text(reason));
  }

  private static String status(Reason reason) {
    return switch (reason) {
      case NO_SUCH_MAILBOX -> "1.1";
      case RELAY_DENIED, SENDER_NOT_OWNED, SENDING_LIMIT -> "7.1";
      case MAILBOX_FULL, TOO_MUCH_MAIL -> "2.2";
      case SYSTEM -> "3.0";
      case LIST_CLOSED -> "7.2"; // RFC 3463 §3.8
      case NOT_AUTHENTIC -> "7.26"; // RFC 7372 §3.3
      case REASSIGNED -> "7.17"; // RFC 7293 §14.4
      case TLS_REQUIRED -> "7.30"; // RFC 8689 §5
      case POLICY -> "7.0";
    };
  }

  private static String text(Reason reason) {
    return switch (reason) {
      case NO_SUCH_MAILBOX -> "No such mailbox";
      case RELAY_DENIED -> "Relaying denied";
      case MAILBOX_FULL -> "Mailbox full";
      case TOO_MUCH_MAIL -> "Too much mail for this mailbox";
      case SYSTEM -> "Error in processing";
      case SENDER_NOT_OWNED -> "Sender address is not yours";
      case LIST_CLOSED -> "You may not send to this list";
      case NOT_AUTHENTIC -> "The policy of the author's domain (DMARC) refuses this message";
      case REASSIGNED -> "The mailbox has changed hands";
      case TLS_REQUIRED -> "The host of the recipient cannot be reached with REQUIRETLS";
      case SENDING_LIMIT -> "You have sent as much as you may within a day";
      case POLICY -> "Not accepted";
    };
  }
}
