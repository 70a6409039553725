package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.posthorn.mime.compose.DeliveryReport.Action;
import org.posthorn.mime.compose.DeliveryReport.Recipient;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.mime.text.Charsets;

/**
 * Writes delivery status notifications: an explanation for people, the report for programs, the
 * header of the message. RFC 3464; in the forms of RFC 6533 when an address or the header is not
 * ASCII.
 */
public final class DsnComposer {
  private static final int MAX_HEADER = 64 * 1024;
  private static final int MAX_TEXT = 900; // with its field name below the 998 of RFC 5322 §2.1.1
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  private final DeliveryReport report;
  private final byte[] original;
  private final boolean utf8;
  private final String boundary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);

  private DsnComposer(DeliveryReport report, byte[] header) {
    this.report = report;
    this.original = new HeaderFields(java.util.Set.of(), true).select(limited(header));
    boolean asciiHeader = Charsets.isAscii(original, 0, original.length);
    this.utf8 =
        !asciiHeader
            || report.to().needsUtf8()
            || !Charsets.isAscii(report.envelopeId().orElse(""))
            || report.recipients().stream().anyMatch(DsnComposer::needsUtf8);
    this.boundary = boundary(original);
  }

  private static boolean needsUtf8(Recipient recipient) {
    return recipient.address().needsUtf8()
        || !Charsets.isAscii(recipient.diagnostic().orElse(""))
        || !Charsets.isAscii(recipient.remoteMta().orElse(""))
        || !Charsets.isAscii(recipient.original().orElse(""));
  }

  /**
   * The octets of the notification, lines ended by CRLF.
   *
   * @param originalHeader header of the message that it is about; 64 KiB of it at most are returned
   */
  public static byte[] compose(DeliveryReport report, byte[] originalHeader) {
    return new DsnComposer(report, originalHeader).run();
  }

  /** A date as header fields have it, in UTC. RFC 5322 §3.3. */
  public static String date(Instant instant) {
    return DATE.format(instant);
  }

  private static byte[] limited(byte[] header) {
    int end = header.length;
    if (end > MAX_HEADER) {
      end = MAX_HEADER;
      while (end > 0 && header[end - 1] != '\n') {
        end--;
      }
    }
    return java.util.Arrays.copyOf(header, end);
  }

  // a boundary that no line of the parts starts with
  private static String boundary(byte[] original) {
    String header = new String(original, java.nio.charset.StandardCharsets.ISO_8859_1);
    String boundary = "=_report";
    for (int i = 0; header.contains(boundary); i++) {
      boundary = "=_report_" + i;
    }
    return boundary;
  }

  private byte[] run() {
    header();
    part("text/plain; charset=utf-8");
    explanation();
    part(utf8 ? "message/global-delivery-status" : "message/delivery-status");
    status();
    part(utf8 ? "message/global-headers" : "text/rfc822-headers");
    out.writeBytes(original);
    line("--" + boundary + "--");
    return out.toByteArray();
  }

  private void header() {
    line("From: Mail Delivery System <MAILER-DAEMON@" + report.reportingMta() + ">");
    line("To: <" + (utf8 ? report.to().toString() : report.to().toAscii()) + ">");
    line("Subject: " + subject());
    line("Date: " + date(report.date()));
    line("Message-ID: " + report.messageId());
    line("Auto-Submitted: auto-replied"); // RFC 3834 §5
    line("MIME-Version: 1.0");
    line("Content-Type: multipart/report; report-type=delivery-status;");
    line("\tboundary=\"" + boundary + "\"");
    line("Content-Transfer-Encoding: " + (utf8 ? "8bit" : "7bit"));
    line("");
  }

  private boolean all(Action action) {
    return report.recipients().stream().allMatch(r -> r.action() == action);
  }

  private String subject() {
    if (all(Action.DELAYED)) {
      return "Your message is delayed";
    }
    boolean failed = report.recipients().stream().anyMatch(r -> r.action() == Action.FAILED);
    return failed ? "Your message could not be delivered" : "Delivery status of your message";
  }

  private void part(String type) {
    line("--" + boundary);
    line("Content-Type: " + type);
    line("Content-Transfer-Encoding: " + (utf8 ? "8bit" : "7bit"));
    line("");
  }

  private void explanation() {
    line("This is the mail system at " + report.reportingMta() + ".");
    line("");
    for (Recipient recipient : report.recipients()) {
      line("<" + address(recipient) + ">: " + sentence(recipient));
      recipient.diagnostic().ifPresent(text -> line("    " + clean(text)));
      line("");
    }
  }

  private String sentence(Recipient recipient) {
    return switch (recipient.action()) {
      case FAILED -> "your message could not be delivered.";
      case DELAYED ->
          "your message could not be delivered yet. You need not send it again; it is tried until "
              + recipient.retryUntil().map(DsnComposer::date).orElse("it succeeds or expires")
              + ".";
      case DELIVERED -> "your message was delivered.";
      case RELAYED -> "your message was passed on to a system that sends no such reports.";
      case EXPANDED -> "your message was passed on to the members of a list.";
    };
  }

  // per-message-fields and per-recipient-fields: RFC 3464 §2.2, §2.3
  private void status() {
    report.envelopeId().ifPresent(id -> line("Original-Envelope-Id: " + clean(id)));
    line("Reporting-MTA: dns; " + report.reportingMta());
    report.arrival().ifPresent(at -> line("Arrival-Date: " + date(at)));
    for (Recipient recipient : report.recipients()) {
      line("");
      recipient.original().ifPresent(to -> line("Original-Recipient: " + clean(to)));
      line("Final-Recipient: " + type(recipient) + "; " + address(recipient));
      line("Action: " + recipient.action().word());
      line("Status: " + recipient.status());
      recipient.remoteMta().ifPresent(host -> line("Remote-MTA: dns; " + clean(host)));
      recipient.diagnostic().ifPresent(text -> line("Diagnostic-Code: " + diagnostic(text)));
      recipient.lastAttempt().ifPresent(at -> line("Last-Attempt-Date: " + date(at)));
      recipient.retryUntil().ifPresent(at -> line("Will-Retry-Until: " + date(at)));
    }
    line("");
  }

  // RFC 6533 §3: "utf-8" is the type of an address that is not ASCII
  private static String type(Recipient recipient) {
    return recipient.address().needsUtf8() ? "utf-8" : "rfc822";
  }

  // RFC 3464 §2.3.6: "smtp" is the type of a reply with its code
  private static String diagnostic(String text) {
    boolean reply = text.length() > 3 && text.substring(0, 3).chars().allMatch(Character::isDigit);
    return (reply ? "smtp; " : "x-posthorn; ") + clean(text);
  }

  private static String address(Recipient recipient) {
    return recipient.address().needsUtf8()
        ? recipient.address().toString()
        : recipient.address().toAscii();
  }

  /** Text from outside as one line of bounded length. */
  private static String clean(String text) {
    StringBuilder line = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(MAX_TEXT)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return line.toString();
  }

  private void line(String text) {
    out.writeBytes((text + "\r\n").getBytes(UTF_8));
  }
}
