package org.posthorn.webapi.v0;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.reading.ReadableMessage;

/** A message as applications read it. */
public record IncomingMessage(
    @JsonbProperty("From") List<NameAddress> from,
    @JsonbProperty("To") List<NameAddress> to,
    @JsonbProperty("CC") List<NameAddress> cc,
    @JsonbProperty("BCC") List<NameAddress> bcc,
    @JsonbProperty("ReplyTo") List<NameAddress> replyTo,
    @JsonbProperty("MessageID") String messageId,
    @JsonbProperty("InReplyTo") String inReplyTo,
    @JsonbProperty("References") List<String> references,
    @JsonbProperty("Date") @JsonbNillable Optional<String> date,
    @JsonbProperty("Subject") String subject,
    @JsonbProperty("Text") String text,
    @JsonbProperty("HTML") String html) {
  private static final int LAST_YEAR = 9999; // of RFC 3339

  static IncomingMessage of(ReadableMessage message) {
    return new IncomingMessage(
        NameAddress.of(message.from()),
        NameAddress.of(message.to()),
        NameAddress.of(message.cc()),
        NameAddress.of(message.bcc()),
        NameAddress.of(message.replyTo()),
        message.messageId(),
        message.inReplyTo(),
        message.references(),
        message.date().filter(date -> date.getYear() <= LAST_YEAR).map(IncomingMessage::text),
        message.subject(),
        message.text(),
        message.html());
  }

  private static String text(OffsetDateTime date) { // RFC 3339
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date);
  }
}
