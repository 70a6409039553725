package org.posthorn.tlsreports.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.posthorn.mailauth.tlsrpt.TlsReport;
import org.posthorn.mime.compose.DsnComposer;

/**
 * A report as mail: a sentence for people, the report in JSON, compressed. RFC 8460 §5.3.
 *
 * @param domain that it is for, in A-labels
 * @param submitter who sends it, in A-labels
 * @param to whom
 */
record TlsReportMail(TlsReport report, String domain, String submitter, String to) {
  private static final int LINE = 76; // RFC 2045 §6.8

  /** The octets, all ASCII; the same for the same report but for the date. */
  byte[] compose(Instant now) {
    String boundary = "=_tlsrpt_" + Integer.toHexString(report.id().hashCode());
    String file =
        "%s!%s!%d!%d.json.gz" // RFC 8460 §5.1
            .formatted(
                submitter, domain, report.start().getEpochSecond(), report.end().getEpochSecond());
    String text =
        String.join(
            "\r\n",
            "From: <postmaster@" + submitter + ">",
            "To: <" + to + ">",
            "Date: " + DsnComposer.date(now),
            "Message-ID: <" + report.id() + ">",
            "Subject: Report Domain: " + domain,
            " Submitter: " + submitter,
            " Report-ID: <" + report.id() + ">",
            "Auto-Submitted: auto-generated",
            "TLS-Report-Domain: " + domain,
            "TLS-Report-Submitter: " + submitter,
            "TLS-Required: No", // what is reported must not keep the report back. RFC 8689 §3
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=\"tlsrpt\";",
            " boundary=\"" + boundary + "\"",
            "",
            "--" + boundary,
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "This is an aggregate report about TLS with the mail servers of",
            domain + ", from " + report.start() + " to " + report.end() + ",",
            "as " + submitter + " has met them.",
            "",
            "--" + boundary,
            "Content-Type: application/tlsrpt+gzip",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment;",
            " filename=\"" + file + "\"",
            "",
            Base64.getMimeEncoder(LINE, "\r\n".getBytes(US_ASCII)).encodeToString(zipped()),
            "--" + boundary + "--",
            "");
    return text.getBytes(US_ASCII);
  }

  private byte[] zipped() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(report.json().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
