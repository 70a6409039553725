package org.posthorn.imap.answer;

import org.posthorn.mailstore.Outcome.Refusal;

/** What clients are told when the store refuses something. RFC 5530 §3. */
public final class Refusals {
  public static final String EXPUNGEISSUED = "EXPUNGEISSUED";
  public static final String CORRUPTION = "CORRUPTION";

  private Refusals() {}

  /** The completion for a reason. */
  public static Completion of(Refusal reason) {
    if (reason == Refusal.NOBODY) {
      return Completion.no("No such identifier"); // RFC 4314 §3.1
    }
    return Completion.no(
        reason.name(),
        switch (reason) {
          case NONEXISTENT -> "No such mailbox";
          case EXPUNGEISSUED -> "Some of the messages no longer exist";
          case ALREADYEXISTS -> "Mailbox already exists";
          case NOPERM -> "Permission denied";
          case NOBODY -> throw new AssertionError(reason);
          case HASCHILDREN -> "Mailbox has mailboxes below it";
          case CANNOT -> "Operation not possible";
          case USEATTR -> "Special use not supported";
          case LIMIT -> "Limit reached";
          case OVERQUOTA -> "Quota exceeded";
          case TOOBIG -> "Message is too large";
          case UNAVAILABLE -> "Temporary failure, try again later";
        });
  }

  /** The completion when a target is missing that could be created. RFC 9051 §6.3.12, §6.4.7. */
  public static Completion target(Refusal reason) {
    return reason == Refusal.NONEXISTENT
        ? Completion.no("TRYCREATE", "No such mailbox")
        : of(reason);
  }

  /** A mailbox name that breaks the rules of names. */
  public static Completion badName() {
    return Completion.no("CANNOT", "Invalid mailbox name");
  }

  /** The selected mailbox was opened by EXAMINE. */
  public static Completion readOnly() {
    return Completion.no("READ-ONLY", "Mailbox is read-only");
  }

  /** A sequence number that no message has. RFC 9051 §9, {@code seq-number}. */
  public static Completion badNumber() {
    return Completion.bad("No such message number");
  }

  /** A sequence number where only UIDs are used. RFC 9586 §3. */
  public static Completion uidRequired() {
    return new Completion(
        Completion.Status.BAD, "UIDREQUIRED", "Message numbers are not allowed, use UIDs");
  }

  /** Octets of a message are not as they were written, or not there. RFC 5530 §3. */
  public static Completion damaged() {
    return Completion.no(CORRUPTION, "Some of the messages are damaged");
  }

  /** Another session has expunged what the client still knew. RFC 5530 §3. */
  public static Completion gone() {
    return of(Refusal.EXPUNGEISSUED);
  }

  /** Something in the system is broken. */
  public static Completion broken() {
    return Completion.no("UNAVAILABLE", "Temporary failure, try again later");
  }
}
