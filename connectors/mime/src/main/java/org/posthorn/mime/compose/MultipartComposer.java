package org.posthorn.mime.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes the mail of programs: {@code multipart/mixed} around {@code multipart/related} around
 * {@code multipart/alternative}, each only where there is something for it (RFC 2046 §5.1). All
 * octets are ASCII, lines have at most 998 of them and end with CRLF; only addresses that need it
 * are in UTF-8 (RFC 6532). Files are read while they are written.
 */
public final class MultipartComposer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final MultipartMail mail;
  private final PartWriter parts;

  private MultipartComposer(MultipartMail mail, PartWriter parts) {
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
  public static void write(MultipartMail mail, boolean bcc, OutputStream out) throws IOException {
    PartWriter parts = new PartWriter(out);
    MultipartComposer composer = new MultipartComposer(mail, parts);
    parts.put(composer.header(bcc));
    composer.mixed();
    out.flush();
  }

  private String header(boolean bcc) {
    HeaderWriter header = new HeaderWriter();
    header.structured("Date", List.of(DATE.format(mail.date())));
    header.addresses("From", mail.from());
    header.addresses("Sender", mail.sender().stream().toList());
    header.addresses("Reply-To", mail.replyTo());
    header.addresses("To", mail.to());
    header.addresses("Cc", mail.cc());
    if (bcc) {
      header.addresses("Bcc", mail.bcc());
    }
    header.structured("Message-ID", List.of(mail.messageId()));
    List<String> references = mail.references();
    if (!references.isEmpty()) {
      header.structured("In-Reply-To", List.of(references.get(references.size() - 1)));
      header.structured("References", references);
    }
    header.unstructured("Subject", mail.subject());
    mail.fields().forEach(field -> header.verbatim(field.name(), field.value()));
    header.structured("MIME-Version", List.of("1.0"));
    return header.text();
  }

  private void mixed() throws IOException {
    parts.withFiles("mixed", List.of(), this::related, mail.attachments(), "attachment");
  }

  private void related() throws IOException {
    parts.withFiles("related", List.of(), this::alternative, mail.inline(), "inline");
  }

  private void alternative() throws IOException {
    boolean text = !mail.text().isEmpty() || mail.html().isEmpty() && mail.alternatives().isEmpty();
    int forms = (text ? 1 : 0) + (mail.html().isEmpty() ? 0 : 1) + mail.alternatives().size();
    String boundary = forms > 1 ? parts.multipart("alternative", List.of()) : "";
    if (text) {
      delimiter(boundary);
      parts.text("text/plain", mail.text());
    }
    if (!mail.html().isEmpty()) {
      delimiter(boundary);
      parts.text("text/html", mail.html());
    }
    for (OutgoingPart each : mail.alternatives()) {
      delimiter(boundary);
      parts.file(each, "inline");
    }
    if (!boundary.isEmpty()) {
      parts.end(boundary);
    }
  }

  private void delimiter(String boundary) throws IOException {
    if (!boundary.isEmpty()) {
      parts.delimiter(boundary);
    }
  }
}
