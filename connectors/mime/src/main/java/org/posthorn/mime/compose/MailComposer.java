package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.posthorn.mime.compose.HeaderWriter.Parameter;
import org.posthorn.mime.text.Charsets;

/**
 * Writes mails: the text as plain text, flowed (RFC 3676), and as HTML beside it, with its pictures
 * (RFC 2387), and files. All octets are ASCII, lines have at most 998 of them and end with CRLF;
 * only addresses that need it are in UTF-8 (RFC 6532). Files are read while they are written.
 */
public final class MailComposer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
  private static final int LINE = 76;
  private static final byte[] CRLF = {'\r', '\n'};

  private final ComposedMail mail;
  private final OutputStream out;

  private MailComposer(ComposedMail mail, OutputStream out) {
    this.mail = mail;
    this.out = out;
  }

  /**
   * Writes a mail.
   *
   * @param bcc whether the Bcc field is written: only where the author alone reads it. RFC 5322
   *     §3.6.3
   * @param out not closed
   * @throws IOException what {@code out} or a file throws
   */
  public static void write(ComposedMail mail, boolean bcc, OutputStream out) throws IOException {
    MailComposer composer = new MailComposer(mail, out);
    composer.header(bcc);
    composer.content();
    out.flush();
  }

  private void header(boolean bcc) throws IOException {
    HeaderWriter header = new HeaderWriter();
    header.structured("Date", List.of(DATE.format(mail.date())));
    header.addresses("From", mail.from());
    header.addresses("Reply-To", mail.replyTo());
    header.addresses("To", mail.to());
    header.addresses("Cc", mail.cc());
    if (bcc) {
      header.addresses("Bcc", mail.bcc());
    }
    header.structured("Message-ID", List.of(mail.messageId()));
    if (!mail.inReplyTo().isEmpty()) {
      header.structured("In-Reply-To", mail.inReplyTo());
    }
    if (!mail.references().isEmpty()) {
      header.structured("References", mail.references());
    }
    header.unstructured("Subject", mail.subject());
    mail.fields().forEach(header::unstructured);
    header.structured("MIME-Version", List.of("1.0"));
    put(header.text());
  }

  private void content() throws IOException {
    if (mail.attachments().isEmpty()) {
      body();
      return;
    }
    String boundary = multipart("mixed", List.of());
    delimiter(boundary);
    body();
    for (OutgoingPart each : mail.attachments()) {
      delimiter(boundary);
      file(each, "attachment");
    }
    end(boundary);
  }

  private void body() throws IOException {
    if (mail.html().isEmpty()) {
      plain();
      return;
    }
    String boundary = multipart("alternative", List.of());
    delimiter(boundary);
    plain();
    delimiter(boundary);
    if (mail.pictures().isEmpty()) {
      html();
    } else {
      String related = multipart("related", List.of(new Parameter("type", "text/html")));
      delimiter(related);
      html();
      for (OutgoingPart each : mail.pictures()) {
        delimiter(related);
        file(each, "inline");
      }
      end(related);
    }
    end(boundary);
  }

  private String multipart(String subtype, List<Parameter> more) throws IOException {
    String boundary = "=_" + UUID.randomUUID(); // no line of what is encoded begins so
    List<Parameter> parameters = new ArrayList<>(more);
    parameters.add(new Parameter("boundary", boundary));
    HeaderWriter header = new HeaderWriter();
    header.parameters("Content-Type", "multipart/" + subtype, parameters);
    put(header.text()); // the delimiter begins with the empty line
    return boundary;
  }

  private void delimiter(String boundary) throws IOException {
    put("\r\n--" + boundary + "\r\n");
  }

  private void end(String boundary) throws IOException {
    put("\r\n--" + boundary + "--\r\n");
  }

  private void plain() throws IOException {
    String flowed = FlowedText.of(mail.text());
    List<Parameter> parameters =
        List.of(new Parameter("charset", "utf-8"), new Parameter("format", "flowed"));
    text("text/plain", parameters, flowed, isSevenBit(flowed));
  }

  private void html() throws IOException {
    text("text/html", List.of(new Parameter("charset", "utf-8")), mail.html().orElseThrow(), false);
  }

  private void text(String type, List<Parameter> parameters, String text, boolean plain)
      throws IOException {
    HeaderWriter header = new HeaderWriter();
    header.parameters("Content-Type", type, parameters);
    header.structured("Content-Transfer-Encoding", List.of(plain ? "7bit" : "quoted-printable"));
    put(header.text());
    out.write(CRLF);
    put(plain ? text : QuotedPrintable.encode(text));
  }

  private static boolean isSevenBit(String text) {
    return Charsets.isAscii(text)
        && text.chars().noneMatch(c -> c == 0)
        && text.lines().allMatch(line -> line.length() <= 998); // RFC 5322 §2.1.1
  }

  private void file(OutgoingPart part, String disposition) throws IOException {
    HeaderWriter header = new HeaderWriter();
    List<Parameter> name =
        part.name().isEmpty() ? List.of() : List.of(new Parameter("filename", part.name()));
    String type = HeaderWriter.mediaType(part.mediaType()).orElse("application/octet-stream");
    header.parameters("Content-Type", type, List.of());
    header.parameters("Content-Disposition", disposition, name); // RFC 2183
    part.contentId().ifPresent(id -> header.structured("Content-ID", List.of('<' + id + '>')));
    header.structured("Content-Transfer-Encoding", List.of("base64"));
    put(header.text());
    out.write(CRLF);
    try (OutputStream encoded = Base64.getMimeEncoder(LINE, CRLF).wrap(new Unclosed(out))) {
      part.octets().writeTo(encoded);
    }
    out.write(CRLF);
  }

  private void put(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  /** Base64 ends when its stream is closed; ours goes on. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
      out.write(octets, from, count);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
