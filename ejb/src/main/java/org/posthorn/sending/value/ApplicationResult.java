package org.posthorn.sending.value;

import java.util.List;
import org.posthorn.kernel.Address;

/** What became of a mail of an application. */
public sealed interface ApplicationResult {

  /**
   * Taken: durable, and it goes whatever happens.
   *
   * @param messageId with its angle brackets
   * @param deliveryId of the order, as Received fields and the log have it
   * @param recipients in the order of To, Cc and Bcc, none twice
   */
  record Taken(String messageId, String deliveryId, List<QueuedFor> recipients)
      implements ApplicationResult {
    public Taken {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * One of its recipients.
   *
   * @param number by which events name it; see {@link org.posthorn.spool.value.QueueNumber}
   * @param fromId what makes the reverse-path its own; empty where it is not
   */
  record QueuedFor(Address address, long number, String fromId) {}

  /**
   * Not taken, for any recipient.
   *
   * @param detail one sentence for people, without its full stop
   */
  record NotTaken(Reason reason, String detail) implements ApplicationResult {}

  /** Why it was not taken. */
  enum Reason {
    /** Something else is wrong with the request. */
    USER("user"),
    /** The same request may be made again later. */
    SERVER("server"),
    /** An address of a recipient is none, or nobody here has it. */
    BAD_ADDRESS("badAddress"),
    /** It has neither text nor HTML. */
    MISSING_BODY("missingBody"),
    /** It has more than one author. */
    MULTIPLE_FROM("multipleFrom"),
    /** The account may not send in the name of the author. */
    BAD_FROM("badFrom"),
    /** The author's domain does not send. */
    DOMAIN_DISABLED("domainDisabled"),
    /** Nobody is to get it. */
    NO_RECIPIENTS("noRecipients"),
    /** The account has sent as much as it may within a day. */
    MESSAGE_LIMIT("messageLimitReached"),
    /** The account has written to as many new recipients as it may within a day. */
    RECIPIENT_LIMIT("recipientLimitReached"),
    /** It is larger than a mail may be. */
    TOO_LARGE("messageTooLarge"),
    /** A Message-ID is none. RFC 5322 §3.6.4 */
    MALFORMED_MESSAGE_ID("malformedMessageID"),
    /** It is to be filed, and the account is full. */
    SENT_OVER_QUOTA("sentOverQuota"),
    /** Another mail was sent under the same key. */
    KEY_REUSED("idempotencyKeyReused");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The word for programs. */
    public String code() {
      return code;
    }
  }
}
