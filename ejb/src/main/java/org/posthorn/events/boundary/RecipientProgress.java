package org.posthorn.events.boundary;

import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * Something has become of an account's message on its way to one recipient elsewhere, or is said to
 * have by a report.
 *
 * @param reported whether a report of another server says so, which anybody may have made up
 * @param suppressing whether the recipient gets no more mail of the account because of it
 */
public record RecipientProgress(
    Kind kind, Sent message, Answer answer, boolean reported, boolean suppressing) {
  static final RecipientProgress NONE =
      new RecipientProgress(
          Kind.DELIVERED,
          new Sent(0, "", 0, Optional.empty(), Optional.empty(), 0, new Address("", ""), Map.of()),
          new Answer(0, "", ""),
          false,
          false);

  /** What has become of it. */
  public enum Kind {
    /** Another server has it. */
    DELIVERED,
    /** It is not sent: mail to the recipient failed before. */
    SUPPRESSED,
    /** It takes long, and is tried again. */
    DELAYED,
    /** Nothing more is tried. */
    FAILED,
    /** It went to where no reports come from. RFC 3464 §2.3.3. */
    RELAYED,
    /** It went to several recipients in place of this one. RFC 3464 §2.3.3. */
    EXPANDED,
    /** Somebody has removed it from the queue. */
    CANCELED,
    /** Something has come to the sender's address for this message, and is no report. */
    UNRECOGNIZED
  }

  /**
   * The message.
   *
   * @param id by which programs know the message on its way to this recipient
   * @param deliveryId of the order, as Received fields and the log have it
   * @param fromId what is unique for this message in its reverse-path, where there is such a thing
   * @param messageId its Message-ID, with angle brackets
   * @param contentId its octets
   * @param extra what its submitter wants to be told with events about it
   */
  public record Sent(
      long id,
      String deliveryId,
      long account,
      Optional<String> fromId,
      Optional<String> messageId,
      long contentId,
      Address recipient,
      Map<String, String> extra) {
    public Sent {
      extra = Map.copyOf(extra);
    }
  }

  /**
   * What another server has said, or this one in its place.
   *
   * @param code the reply code, 0 without reply
   * @param status the enhanced status code. RFC 3463
   */
  public record Answer(int code, String status, String text) {}
}
