package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.posthorn.mime.compose.DeliveryReport.Action;
import org.posthorn.mime.compose.DeliveryReport.Recipient;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.mime.text.Charsets;

/**
 * Writes delivery status notifications: an explanation for people, the report for programs, the
 * message or its header. RFC 3464; in the forms of RFC 6533 when an address or the header is not
 * ASCII.
 */
public final class DsnComposer {
  private static final int MAX_HEADER = 64 * 1024;
  private static final int MAX_TEXT = 900; // with its field name below the 998 of RFC 5322 §2.1.1
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  private final DeliveryReport report;
  private final Returned returned;
  private final boolean utf8;
  private final boolean eightBit;
  private final String boundary;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);

  /**
   * What a notification has of the message that it is about.
   *
   * @param utf8Header whether the header has octets beyond ASCII
   * @param eightBit whether anything that is returned has
   * @param type of the part that returns it, where all is ASCII but its body
   * @param utf8Type of that part otherwise. RFC 6533 §4, RFC 6532 §3.7
   */
  private record Returned(boolean utf8Header, boolean eightBit, String type, String utf8Type) {
    String typeFor(boolean utf8) {
      return utf8 ? utf8Type : type;
    }
  }

  private DsnComposer(DeliveryReport report, Returned returned, String boundary) {
    this.report = report;
    this.returned = returned;
    this.utf8 =
        returned.utf8Header()
            || report.to().needsUtf8()
            || !Charsets.isAscii(report.envelopeId().orElse(""))
            || report.recipients().stream().anyMatch(DsnComposer::needsUtf8);
    this.eightBit = utf8 || returned.eightBit();
    this.boundary = boundary;
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
    byte[] header = new HeaderFields(java.util.Set.of(), true).select(limited(originalHeader));
    boolean utf8 = !Charsets.isAscii(header, 0, header.length);
    Returned returned = new Returned(utf8, utf8, "text/rfc822-headers", "message/global-headers");
    DsnComposer composer = new DsnComposer(report, returned, boundary());
    composer.begin();
    composer.out.writeBytes(header);
    composer.end();
    return composer.out.toByteArray();
  }

  /**
   * A notification that returns the whole message. RFC 3461 §4.3, RET=FULL.
   *
   * @param message in lines ended by CRLF
   * @param utf8Header whether its header has octets beyond ASCII
   */
  public static byte[] returning(DeliveryReport report, byte[] message, boolean utf8Header) {
    boolean eightBit = !Charsets.isAscii(message, 0, message.length);
    Returned returned = new Returned(utf8Header, eightBit, "message/rfc822", "message/global");
    DsnComposer composer = new DsnComposer(report, returned, boundary());
    composer.begin();
    composer.out.writeBytes(message);
    composer.line(""); // the line end before a boundary belongs to the boundary. RFC 2046 §5.1.1
    composer.end();
    return composer.out.toByteArray();
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

  // one that no line of the parts starts with: nobody knows it before
  private static String boundary() {
    return "=_report_" + UUID.randomUUID();
  }

  private void begin() {
    header();
    part("text/plain; charset=utf-8", utf8);
    explanation();
    part(utf8 ? "message/global-delivery-status" : "message/delivery-status", utf8);
    status();
    part(returned.typeFor(utf8), eightBit);
  }

  private void end() {
    line("--" + boundary + "--");
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
    line("Content-Transfer-Encoding: " + encoding(eightBit));
    line("");
  }

  private static String encoding(boolean eightBit) {
    return eightBit ? "8bit" : "7bit";
  }

  private boolean all(Action action) {
    return report.recipients().stream().allMatch(r -> r.action() == action);
  }

  private String subject() {
    if (all(Action.DELAYED)) {
      return "Your message is delayed";
    }
    if (report.recipients().stream().anyMatch(r -> r.action() == Action.FAILED)) {
      return "Your message could not be delivered";
    }
    return all(Action.DELIVERED) ? "Your message was delivered" : "Delivery status of your message";
  }

  private void part(String type, boolean eightBitPart) {
    line("--" + boundary);
    line("Content-Type: " + type);
    line("Content-Transfer-Encoding: " + encoding(eightBitPart));
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
    report.futureRelease().ifPresent(asked -> line("Future-Release-Request: " + clean(asked)));
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
