package org.posthorn.reporting.value;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.posthorn.mime.compose.DsnComposer;

/**
 * A report as mail: a sentence for people, and the report, compressed. RFC 8460 §5.3, RFC 9990
 * §3.5.2. All is ASCII but the report.
 *
 * @param reporter the host that reports, in A-labels
 * @param domain that it is about, in A-labels
 * @param id of the report, as in an msg-id without its brackets
 * @param fields of the header that only this kind has, without line ends
 * @param multipart the type of the whole, with its parameters but for the boundary
 * @param sentence lines for people
 * @param mediaType of the report once it is compressed
 * @param file its name
 * @param report as text
 */
public record PackedReport(
    String reporter,
    String domain,
    String id,
    List<String> fields,
    String multipart,
    List<String> sentence,
    String mediaType,
    String file,
    String report) {
  private static final int LINE = 76; // RFC 2045 §6.8

  public PackedReport {
    fields = List.copyOf(fields);
    sentence = List.copyOf(sentence);
  }

  /**
   * The octets; the same for the same report but for the date.
   *
   * @param to an address in ASCII
   */
  public byte[] mail(String to, Instant now) {
    String boundary = "=_report_" + Integer.toHexString(id.hashCode());
    List<String> lines = new ArrayList<>();
    lines.add("From: <postmaster@" + reporter + ">");
    lines.add("To: <" + to + ">");
    lines.add("Date: " + DsnComposer.date(now));
    lines.add("Message-ID: <" + id + ">");
    lines.add("Subject: Report Domain: " + domain);
    lines.add(" Submitter: " + reporter);
    lines.add(" Report-ID: <" + id + ">");
    lines.add("Auto-Submitted: auto-generated"); // RFC 3834 §5
    lines.addAll(fields);
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: " + multipart + ";");
    lines.add(" boundary=\"" + boundary + "\"");
    lines.addAll(List.of("", "--" + boundary, "Content-Type: text/plain; charset=us-ascii", ""));
    lines.addAll(sentence);
    lines.addAll(List.of("", "--" + boundary, "Content-Type: " + mediaType));
    lines.add("Content-Transfer-Encoding: base64");
    lines.add("Content-Disposition: attachment;");
    lines.add(" filename=\"" + file + "\"");
    lines.add("");
    lines.add(Base64.getMimeEncoder(LINE, "\r\n".getBytes(US_ASCII)).encodeToString(packed()));
    lines.addAll(List.of("--" + boundary + "--", ""));
    return String.join("\r\n", lines).getBytes(US_ASCII);
  }

  private byte[] packed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(report.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
