package org.posthorn.mime.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.posthorn.mime.compose.HeaderWriter.Parameter;

/**
 * Writes mails: the text as plain text, flowed (RFC 3676), and as HTML beside it, with its pictures
 * (RFC 2387), and files. All octets are ASCII, lines have at most 998 of them and end with CRLF;
 * only addresses that need it are in UTF-8 (RFC 6532). Files are read while they are written.
 */
public final class MailComposer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final ComposedMail mail;
  private final PartWriter parts;

  private MailComposer(ComposedMail mail, PartWriter parts) {
    this.mail = mail;
    this.parts = parts;
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
    MailComposer composer = new MailComposer(mail, new PartWriter(out));
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
    parts.put(header.text());
  }

  private void content() throws IOException {
    parts.withFiles("mixed", List.of(), this::body, mail.attachments(), "attachment");
  }

  private void body() throws IOException {
    if (mail.html().isEmpty()) {
      plain();
      return;
    }
    String boundary = parts.multipart("alternative", List.of());
    parts.delimiter(boundary);
    plain();
    parts.delimiter(boundary);
    List<Parameter> type = List.of(new Parameter("type", "text/html"));
    parts.withFiles("related", type, this::html, mail.pictures(), "inline");
    parts.end(boundary);
  }

  private void plain() throws IOException {
    String flowed = FlowedText.of(mail.text());
    List<Parameter> parameters =
        List.of(new Parameter("charset", "utf-8"), new Parameter("format", "flowed"));
    parts.text("text/plain", parameters, flowed, PartWriter.isSevenBit(flowed));
  }

  private void html() throws IOException {
    parts.text(
        "text/html", List.of(new Parameter("charset", "utf-8")), mail.html().orElseThrow(), false);
  }
}
