package org.posthorn.kernel;

/**
 * What the mail system says to a sender, a recipient or a message: yes, not now, or no. Protocols
 * map it to their own codes.
 */
public sealed interface Verdict {

  /** Yes. */
  record Accepted() implements Verdict {}

  /** Not now; the client is to try again later. */
  record Deferred(Reason reason) implements Verdict {}

  /** No, for good. */
  record Refused(Reason reason) implements Verdict {}

  /**
   * No, unless the message comes again with a word in its subject.
   *
   * @param word printable ASCII without blanks
   */
  record Challenged(String word) implements Verdict {}

  /** Yes. */
  static Verdict yes() {
    return new Accepted();
  }

  /** Not now. */
  static Verdict deferred(Reason reason) {
    return new Deferred(reason);
  }

  /** No. */
  static Verdict refused(Reason reason) {
    return new Refused(reason);
  }

  /** Whether this is a yes. */
  default boolean accepted() {
    return this instanceof Accepted;
  }

  /** Why not. Names no policy, path or setting; protocols have a text and code for each. */
  enum Reason {
    /** No such mailbox here. RFC 3463 §3.2: x.1.1. */
    NO_SUCH_MAILBOX,
    /** The domain is not ours and the client may not relay. x.7.1. */
    RELAY_DENIED,
    /** The mailbox is full. x.2.2. */
    MAILBOX_FULL,
    /** A part of the system does not answer. x.3.0. */
    SYSTEM,
    /** The client may not use this sender address. x.7.1. */
    SENDER_NOT_OWNED,
    /**
     * The message is not from whom it says, and its author's domain wants such mail refused.
     * x.7.26.
     */
    NOT_AUTHENTIC,
    /** The recipient is a list, and the sender may not send to it. x.7.2. */
    LIST_CLOSED,
    /** The mailbox gets too much mail from there. x.2.2. */
    TOO_MUCH_MAIL,
    /** The mailbox is somebody else's by now. x.7.17. */
    REASSIGNED,
    /** The recipient cannot be reached with the TLS that the sender requires. x.7.30. */
    TLS_REQUIRED,
    /** The user has sent as much as they may for now. x.7.1. */
    SENDING_LIMIT,
    /** Policy, unspecified. x.7.0. */
    POLICY
  }
}
