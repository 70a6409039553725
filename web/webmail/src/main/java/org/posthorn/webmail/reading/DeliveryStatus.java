package org.posthorn.webmail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.header.HeaderLines;
import org.posthorn.webmail.text.Words;

/** What a delivery report says of each recipient. RFC 3464 §2. */
final class DeliveryStatus {
  private static final int MOST_OCTETS = 64 * 1024;
  private static final int MOST_RECIPIENTS = 50;

  private DeliveryStatus() {}

  /** In words; empty when the message is no report. */
  static List<DeliveryOutcome> of(OpenMessage message, Words words) {
    Optional<MessagePart> part =
        message.leaves().stream()
            .filter(each -> each.mediaType().equals("message/delivery-status"))
            .findFirst();
    return part.map(found -> PartOctets.text(message.content(), found, MOST_OCTETS))
        .map(text -> outcomes(text, words))
        .orElse(List.of());
  }

  /** Of the text of a report: one group of fields for the message, then one for each recipient. */
  static List<DeliveryOutcome> outcomes(String text, Words words) {
    List<DeliveryOutcome> outcomes = new ArrayList<>();
    for (String group : text.replace("\r\n", "\n").split("\n[ \t]*\n", -1)) {
      HeaderLines fields = new HeaderLines(group);
      Optional<String> recipient =
          fields.first("original-recipient").or(() -> fields.first("final-recipient"));
      if (recipient.isPresent() && outcomes.size() < MOST_RECIPIENTS) {
        String action = fields.first("action").orElse("").toLowerCase(java.util.Locale.ROOT);
        String status = fields.first("status").orElse("");
        String key = key(action);
        String why =
            key.equals("failed") || key.equals("delayed") ? words.text(reason(status)) : "";
        String said = fields.first("diagnostic-code").map(DeliveryStatus::untyped).orElse("");
        String address = untyped(recipient.get());
        outcomes.add(new DeliveryOutcome(key, words.text("report." + key, address), why, said));
      }
    }
    return outcomes;
  }

  // typed-field = type ";" text; RFC 3464 §2.1.2
  private static String untyped(String value) {
    return value.substring(value.indexOf(';') + 1).strip();
  }

  private static String key(String action) { // RFC 3464 §2.3.3
    return switch (action.strip()) {
      case "failed", "delayed", "delivered", "relayed", "expanded" -> action.strip();
      default -> "unknown";
    };
  }

  /** The key of the sentence for a status code. RFC 3463 §3. */
  static String reason(String status) {
    String detail = status.replaceFirst("^[245]\\.", "").replaceFirst("\\s.*", "");
    return switch (detail) {
      case "1.1", "1.6", "1.0" -> "report.why.address";
      case "1.2", "1.10" -> "report.why.domain";
      case "2.1" -> "report.why.disabled";
      case "2.2" -> "report.why.full";
      case "2.3", "3.4" -> "report.why.size";
      case "4.7" -> "report.why.time";
      default ->
          detail.startsWith("4.")
              ? "report.why.network"
              : detail.startsWith("7.") ? "report.why.policy" : "report.why.other";
    };
  }
}
