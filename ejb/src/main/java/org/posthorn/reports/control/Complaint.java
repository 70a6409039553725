package org.posthorn.reports.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;

/** Reads complaints: what a feedback report says, and of which message. RFC 5965 §3. */
final class Complaint {
  private static final int MAX_TEXT = 255;
  private static final List<String> FIELDS =
      List.of(
          "Feedback-Type",
          "User-Agent",
          "Source-IP",
          "Original-Mail-From",
          "Original-Rcpt-To",
          "Arrival-Date",
          "Authentication-Results",
          "Reported-Domain");
  private static final List<String> ORIGINAL =
      List.of("Message-ID", "CFBL-Feedback-ID", "CFBL-Address"); // RFC 9477 §5

  private Complaint() {}

  /**
   * Reads it.
   *
   * @param feedback the part message/feedback-report
   * @param original the header of the message it is about; may be empty
   * @param reporter whose report it is
   */
  static ReceivedReport read(byte[] feedback, byte[] original, String reporter, Instant now)
      throws UnreadableReport {
    byte[] fields = (new String(feedback, UTF_8).strip() + "\r\n\r\n").getBytes(UTF_8);
    Map<String, String> details = new LinkedHashMap<>();
    FIELDS.forEach(name -> put(details, name, fields));
    ORIGINAL.forEach(name -> put(details, name, original));
    if (!details.containsKey("feedback-type")) { // RFC 5965 §3.1
      throw new UnreadableReport("no Feedback-Type");
    }
    String domain =
        Optional.ofNullable(details.get("reported-domain"))
            .or(() -> domain(HeaderFields.first(original, "from").orElse("")))
            .or(() -> domain(details.getOrDefault("original-mail-from", "")))
            .orElseThrow(() -> new UnreadableReport("about no domain"));
    return new ReceivedReport(
        Kind.COMPLAINT,
        domain,
        reporter,
        details.getOrDefault("message-id", ""),
        now,
        now,
        0,
        1,
        List.of(details));
  }

  private static void put(Map<String, String> details, String name, byte[] fields) {
    String key = name.toLowerCase(Locale.ROOT);
    HeaderFields.first(fields, key)
        .map(value -> value.replaceAll("[\\s\\p{Cntrl}]+", " ").strip())
        .filter(value -> !value.isEmpty())
        .map(value -> value.substring(0, Math.min(value.length(), MAX_TEXT)))
        .ifPresent(value -> details.put(key, value));
  }

  private static Optional<String> domain(String text) {
    int start = text.lastIndexOf('<');
    int end = text.indexOf('>', Math.max(0, start));
    String address = start >= 0 && end > start ? text.substring(start + 1, end) : text.strip();
    return Address.parse(address).map(Address::asciiDomain);
  }
}
