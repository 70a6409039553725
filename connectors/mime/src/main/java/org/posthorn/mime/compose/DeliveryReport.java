package org.posthorn.mime.compose;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Address;

/**
 * What a delivery status notification says. RFC 3464 §2.
 *
 * @param reportingMta host name of this server
 * @param to who gets the notification: the sender of the message it is about
 * @param messageId of the notification, with angle brackets
 * @param date when it is written
 * @param envelopeId ENVID of the message, decoded. RFC 3461 §4.4
 * @param arrival when the message came to this server
 * @param futureRelease until when the sender had it kept back: {@code for;SECONDS} or {@code
 *     until;DATE}. RFC 4865 §5
 * @param recipients one at least
 */
public record DeliveryReport(
    String reportingMta,
    Address to,
    String messageId,
    Instant date,
    Optional<String> envelopeId,
    Optional<Instant> arrival,
    Optional<String> futureRelease,
    List<Recipient> recipients) {

  /** About a message that was not kept back. */
  public DeliveryReport(
      String reportingMta,
      Address to,
      String messageId,
      Instant date,
      Optional<String> envelopeId,
      Optional<Instant> arrival,
      List<Recipient> recipients) {
    this(reportingMta, to, messageId, date, envelopeId, arrival, Optional.empty(), recipients);
  }

  /** Copies the list. */
  public DeliveryReport {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a report without recipients");
    }
  }

  /** What became of the message for a recipient. RFC 3464 §2.3.3. */
  public enum Action {
    FAILED,
    DELAYED,
    DELIVERED,
    RELAYED,
    EXPANDED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of the message for one recipient. RFC 3464 §2.3.
   *
   * @param address the recipient as this server knew it
   * @param original ORCPT as {@code type;address}. RFC 3461 §4.2
   * @param action what happened
   * @param status enhanced status code, {@code 5.1.1}. RFC 3463
   * @param remoteMta host that answered
   * @param diagnostic its SMTP reply, or why there is none; only its first 900 characters are
   *     reported
   * @param retryUntil when this server gives up
   * @param lastAttempt when it was tried last
   */
  public record Recipient(
      Address address,
      Optional<String> original,
      Action action,
      String status,
      Optional<String> remoteMta,
      Optional<String> diagnostic,
      Optional<Instant> retryUntil,
      Optional<Instant> lastAttempt) {

    /** Without the time of an attempt, for what is not relayed. */
    public Recipient(
        Address address,
        Optional<String> original,
        Action action,
        String status,
        Optional<String> remoteMta,
        Optional<String> diagnostic,
        Optional<Instant> retryUntil) {
      this(address, original, action, status, remoteMta, diagnostic, retryUntil, Optional.empty());
    }
  }
}
