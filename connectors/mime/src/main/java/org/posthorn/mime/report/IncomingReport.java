package org.posthorn.mime.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessagePart;

/**
 * A delivery status notification that somebody has sent us; what it says may be made up. RFC 3464.
 *
 * @param envelopeId Original-Envelope-Id
 * @param messageId the Message-ID of the message it is about, with angle brackets
 * @param recipients those whose address and action could be read
 */
public record IncomingReport(
    Optional<String> envelopeId, Optional<String> messageId, List<Fate> recipients) {

  /**
   * What it says of a recipient. RFC 3464 §2.3.
   *
   * @param address of Final-Recipient
   * @param original of Original-Recipient, where it is a mail address
   * @param action in lower case
   * @param status as {@code 5.1.1}
   * @param host of Remote-MTA; empty when not said
   * @param diagnostic of Diagnostic-Code; empty when not said
   */
  public record Fate(
      Address address,
      Optional<Address> original,
      String action,
      String status,
      String host,
      String diagnostic) {}

  public IncomingReport {
    recipients = List.copyOf(recipients);
  }

  /**
   * Reads a message; empty when it is no such notification.
   *
   * @param root of its parts
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public static Optional<IncomingReport> of(Content content, MessagePart root) {
    boolean report =
        root.mediaType().equalsIgnoreCase("multipart/report")
            && root.parameter("report-type")
                .map(type -> type.toLowerCase(Locale.ROOT).endsWith("delivery-status"))
                .orElse(true);
    return report ? new ReportReader(content).read(root) : Optional.empty();
  }
}
