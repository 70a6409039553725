package org.posthorn.reports.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.mailauth.dmarc.Organizations;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.header.HeaderFields;
import org.posthorn.reports.value.ReceivedReport;

/** A message that may bring a report, and who has really sent it. */
public final class ReportMail {
  private static final int MAX_HEADER = 64 * 1024;
  private static final int MAX_PACKED = 10 << 20;
  private static final Pattern DMARC =
      Pattern.compile("[; ]dmarc=pass [^;]*?header\\.from=([^ ;]+)");
  private static final Pattern DKIM = Pattern.compile("[; ]dkim=pass [^;]*?header\\.d=([^ ;]+)");

  private final Content content;
  private final MessagePart root;
  private final String header;

  /**
   * Reads its header.
   *
   * @param root of its parts
   */
  public ReportMail(Content content, MessagePart root) {
    this.content = content;
    this.root = root;
    byte[] head = new byte[(int) Math.min(content.size(), MAX_HEADER)];
    content.read(0, ByteBuffer.wrap(head));
    header = new String(head, ISO_8859_1);
  }

  /**
   * The report; empty when it brings none.
   *
   * @throws UnreadableReport when it brings one that is not taken
   */
  public Optional<ReceivedReport> report(Instant now) throws UnreadableReport {
    for (MessagePart part : root.all().toList()) {
      String type = part.mediaType().toLowerCase(Locale.ROOT);
      String file = part.fileName().orElse("").toLowerCase(Locale.ROOT);
      if (type.equals("message/feedback-report")) { // RFC 5965 §2
        return Optional.of(Complaint.read(octets(part), original(), author(), now));
      }
      if (type.startsWith("application/tlsrpt") || file.endsWith(".json.gz")) { // RFC 8460 §6.4
        String signer = signer();
        return Optional.of(TlsReportText.read(Unpacking.of(octets(part)), signer));
      }
      if (isAggregate(type, file)) {
        String author = passed(DMARC).orElseThrow(ReportMail::stranger);
        return Optional.of(AggregateReport.read(Unpacking.of(octets(part)), author));
      }
    }
    return Optional.empty();
  }

  // RFC 7489 §7.2.1.1: most send application/gzip, some application/octet-stream
  private static boolean isAggregate(String type, String file) {
    return file.endsWith(".xml")
        || file.endsWith(".xml.gz")
        || file.endsWith(".zip")
        || type.matches("(text|application)/xml|application/(x-)?(gzip|zip(-compressed)?)");
  }

  /** The organization of its author, which is shown to be who it says. */
  private String author() throws UnreadableReport {
    return passed(DMARC).or(() -> passed(DKIM)).orElseThrow(ReportMail::stranger);
  }

  // RFC 8460 §3: signed by the domain of the author, or one above it
  private String signer() throws UnreadableReport {
    String from =
        HeaderFields.first(header.getBytes(ISO_8859_1), "from")
            .map(text -> text.substring(text.lastIndexOf('<') + 1).replaceAll(">.*", "").strip())
            .flatMap(Address::parse)
            .map(Address::asciiDomain)
            .orElseThrow(ReportMail::stranger);
    Matcher dkim = DKIM.matcher(results());
    while (dkim.find()) {
      if (from.equals(dkim.group(1)) || from.endsWith("." + dkim.group(1))) {
        return organization(dkim.group(1));
      }
    }
    throw stranger();
  }

  private static UnreadableReport stranger() {
    return new UnreadableReport("its author is not proved");
  }

  private Optional<String> passed(Pattern method) {
    Matcher found = method.matcher(results());
    return found.find() ? Optional.of(organization(found.group(1))) : Optional.empty();
  }

  // whoever has a domain has any number of names below it. RFC 7489 §3.2
  private static String organization(String domain) {
    return Organizations.of(domain.toLowerCase(Locale.ROOT));
  }

  // what stands above our own Received is ours; strangers choose what is in quotes and comments
  private String results() {
    int received = ("\n" + header.toLowerCase(Locale.ROOT)).indexOf("\nreceived:");
    String ours = received < 0 ? "" : header.substring(0, received);
    return HeaderFields.first((ours + "\r\n").getBytes(ISO_8859_1), "authentication-results")
        .map(text -> text.replaceAll("\"(?:[^\"\\\\]|\\\\.)*+\"", "\"\""))
        .map(text -> text.replaceAll("\\([^()]*+\\)", " ").replaceAll("\\s+", " "))
        .orElse("");
  }

  private byte[] original() {
    return root.children().stream()
        .filter(
            part ->
                part.mediaType()
                    .toLowerCase(Locale.ROOT)
                    .matches("message/rfc822|text/rfc822-headers"))
        .findFirst()
        .map(this::octets)
        .orElseGet(() -> new byte[0]);
  }

  private byte[] octets(MessagePart part) {
    LeafPart whole =
        new LeafPart(
            part.number(),
            part.mediaType(),
            part.charset(),
            part.encoding().toLowerCase(Locale.ROOT),
            part.body().offset(),
            part.body().length());
    return PartContent.start(content, whole, MAX_PACKED);
  }
}
