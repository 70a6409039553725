package org.posthorn.smtp.client;

import org.posthorn.kernel.Address;

/**
 * What became of one recipient.
 *
 * @param code the reply code, 0 when no reply came
 * @param status the enhanced status code. RFC 3463
 * @param text the reply with its code, or a sentence; ASCII, at most 500 characters
 * @param reported whether the peer knows what the sender wants to be told of, and tells. RFC 3461
 *     §5.2.1
 */
public record RecipientResult(
    Address recipient, Outcome outcome, int code, String status, String text, boolean reported) {

  /** Of a peer that sends no reports, or of none. */
  public RecipientResult(Address recipient, Outcome outcome, int code, String status, String text) {
    this(recipient, outcome, code, status, text, false);
  }

  /** Whether the peer has taken responsibility. RFC 5321 §4.2.1. */
  public enum Outcome {
    /** The peer has. */
    DELIVERED,
    /** Not yet; another time may be better. */
    DEFERRED,
    /** No, for good. */
    FAILED
  }

  /** The peer has taken it. */
  static RecipientResult delivered(Address recipient, PeerReply reply, boolean reported) {
    return new RecipientResult(
        recipient, Outcome.DELIVERED, reply.code(), reply.status(), reply.text(), reported);
  }

  static RecipientResult of(Address recipient, Outcome outcome, PeerReply reply) {
    return new RecipientResult(recipient, outcome, reply.code(), reply.status(), reply.text());
  }

  /** Deferred or failed, as the reply says; an unexpected yes at the wrong place is deferred. */
  static RecipientResult refused(Address recipient, PeerReply reply) {
    if (reply.permanent()) {
      return of(recipient, Outcome.FAILED, reply);
    }
    String status = reply.status().startsWith("4") ? reply.status() : "4.5.0";
    return new RecipientResult(recipient, Outcome.DEFERRED, reply.code(), status, reply.text());
  }
}
