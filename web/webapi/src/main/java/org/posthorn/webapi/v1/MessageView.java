package org.posthorn.webapi.v1;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.mime.reading.PartOutline;
import org.posthorn.mime.reading.Provenance;
import org.posthorn.mime.reading.ReadableMessage;
import org.posthorn.webapi.v0.StoredMessage;

/** A message with its texts. */
public record MessageView(
    @Schema(description = "Stays the same when the message is moved", example = "4294971392")
        String id,
    @Schema(description = "Where it lies", example = "[\"INBOX\"]") List<String> mailboxes,
    @Schema(description = "When it came") Instant received,
    @Schema(description = "In octets") long size,
    List<String> flags,
    List<Correspondent> from,
    List<Correspondent> to,
    List<Correspondent> cc,
    List<Correspondent> bcc,
    List<Correspondent> replyTo,
    @Schema(example = "<1@example.org>") String messageId,
    String inReplyTo,
    List<String> references,
    @Schema(description = "As its author says; null: says nothing") @JsonbNillable
        Optional<String> date,
    String subject,
    @Schema(description = "At most a mebibyte of it") String text,
    @Schema(description = "At most a mebibyte of it; as it came, so not to be trusted") String html,
    @Schema(description = "All parts that have no parts below them") List<Part> parts,
    Origin origin) {

  /** A part. */
  public record Part(
      @Schema(description = "Its way down from the top, counted from 0", example = "1.0")
          String path,
      String mediaType,
      String fileName,
      String contentId,
      String disposition,
      @Schema(description = "In octets, encoding undone") long size) {}

  /** Where it is from, as this server has found out when it came. */
  public record Origin(
      @Schema(description = "The reverse-path") String mailFrom,
      @Schema(description = "Whether SPF says that the client may use it")
          boolean mailFromValidated,
      @Schema(description = "Whether DMARC says that it is from whom From says")
          boolean fromValidated,
      @Schema(description = "The domains whose signatures hold") List<String> dkimDomains,
      @Schema(description = "The client; empty: a user of ours") String remoteIp,
      @Schema(description = "Sent by a program or a list, and not to be answered by a program")
          boolean automated,
      @Schema(description = "Whether it is a delivery report") boolean report) {

    static Origin of(Provenance from, boolean report) {
      return new Origin(
          from.mailFrom(),
          from.mailFromValidated(),
          from.msgFromValidated(),
          from.dkimVerifiedDomains(),
          from.remoteIp(),
          from.automated(),
          report);
    }
  }

  static MessageView of(StoredMessage stored, ReadableMessage message, List<String> mailboxes) {
    List<Part> parts = new ArrayList<>();
    collect(message.structure(), "", parts);
    return new MessageView(
        Long.toString(stored.id()),
        mailboxes,
        Instant.ofEpochSecond(stored.received()),
        stored.content().size(),
        MessageSummary.names(stored.flags()),
        Correspondent.of(message.from()),
        Correspondent.of(message.to()),
        Correspondent.of(message.cc()),
        Correspondent.of(message.bcc()),
        Correspondent.of(message.replyTo()),
        message.messageId(),
        message.inReplyTo(),
        message.references(),
        message.date().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format),
        message.subject(),
        message.text(),
        message.html(),
        parts,
        Origin.of(message.provenance(), message.report()));
  }

  private static void collect(PartOutline part, String path, List<Part> parts) {
    if (part.parts().isEmpty()) {
      parts.add(
          new Part(
              path.isEmpty() ? "0" : path,
              part.contentType(),
              part.fileName(),
              part.contentId(),
              part.disposition(),
              part.decodedSize()));
    }
    for (int i = 0; i < part.parts().size(); i++) {
      collect(part.parts().get(i), path.isEmpty() ? "" + i : path + "." + i, parts);
    }
  }
}
