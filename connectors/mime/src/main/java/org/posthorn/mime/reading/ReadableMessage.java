package org.posthorn.mime.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.posthorn.kernel.Content;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.header.HeaderLines;
import org.posthorn.mime.header.MailDate;
import org.posthorn.mime.report.IncomingReport;
import org.posthorn.mime.text.Charsets;

/**
 * A message as a program reads it.
 *
 * @param messageId with its angle brackets; empty for none
 * @param inReplyTo the same of what it answers, the first where there are several
 * @param references with their angle brackets, the oldest first; the last 20
 * @param date of the Date field, in the zone of the author
 * @param text the first part of plain text, lines ended by LF, no more than {@link #MOST_TEXT};
 *     empty for none
 * @param html the same of HTML
 * @param report whether it is a delivery status notification. RFC 3464
 */
public record ReadableMessage(
    List<MailAddress> from,
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> bcc,
    List<MailAddress> replyTo,
    String messageId,
    String inReplyTo,
    List<String> references,
    Optional<OffsetDateTime> date,
    String subject,
    String text,
    String html,
    boolean report,
    PartOutline structure,
    Provenance provenance) {
  /** The most characters of a text. */
  public static final int MOST_TEXT = 1024 * 1024;

  public ReadableMessage {
    from = List.copyOf(from);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    replyTo = List.copyOf(replyTo);
    references = List.copyOf(references);
  }

  /**
   * Reads a message.
   *
   * @param server the name of this server, whose Authentication-Results are believed
   * @throws org.posthorn.kernel.ContentLost when its octets cannot be read
   */
  public static ReadableMessage of(MessageFacts facts, Content content, String server) {
    return of(facts, content, server, part -> PartOutline.decodedSize(content, part));
  }

  /** The same with sizes of parts that are known already, or are looked for elsewhere. */
  public static ReadableMessage of(
      MessageFacts facts, Content content, String server, ToLongFunction<MessagePart> sizes) {
    MessagePart root = facts.root();
    HeaderLines header = HeaderLines.of(content, facts.headerLength());
    List<MessagePart> texts = new ArrayList<>();
    collect(root, texts);
    return new ReadableMessage(
        facts.header().addresses(HeaderField.FROM),
        facts.header().addresses(HeaderField.TO),
        facts.header().addresses(HeaderField.CC),
        facts.header().addresses(HeaderField.BCC),
        facts.header().addresses(HeaderField.REPLY_TO),
        id(facts, HeaderField.MESSAGE_ID),
        id(facts, HeaderField.IN_REPLY_TO),
        facts.references(),
        facts.header().date().flatMap(ReadableMessage::date),
        facts.subject().orElse(""),
        text(content, texts, "plain"),
        text(content, texts, "html"),
        IncomingReport.of(content, root).isPresent(),
        PartOutline.of(root, sizes),
        Provenance.of(facts, header, server));
  }

  private static String id(MessageFacts facts, HeaderField field) {
    return facts.header().messageIds(field).stream()
        .findFirst()
        .map(id -> '<' + id + '>')
        .orElse("");
  }

  private static Optional<OffsetDateTime> date(MailDate date) {
    try {
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(date.zone() * 60);
      return Optional.of(Instant.ofEpochSecond(date.epochSecond()).atOffset(zone));
    } catch (java.time.DateTimeException outOfRange) {
      return Optional.empty();
    }
  }

  private static String text(Content content, List<MessagePart> texts, String subtype) {
    return texts.stream()
        .filter(part -> part.subtype().equals(subtype))
        .findFirst()
        .map(part -> text(content, part))
        .orElse("");
  }

  private static String text(Content content, MessagePart part) {
    LeafPart leaf =
        new LeafPart(
            part.number(),
            part.mediaType(),
            part.charset(),
            part.encoding(),
            part.body().offset(),
            part.body().length());
    byte[] octets = PartContent.start(content, leaf, MOST_TEXT);
    String text = Charsets.decode(octets, 0, octets.length, part.charset());
    return text.replace("\r\n", "\n");
  }

  /** Texts that are shown, and not attached. RFC 2046 §5.1.4 */
  private static void collect(MessagePart part, List<MessagePart> texts) {
    if (part.kind() == MessagePart.Kind.MULTIPART) {
      List<MessagePart> attached = part.attachments();
      part.children().stream()
          .filter(child -> !attached.contains(child))
          .forEach(child -> collect(child, texts));
    } else if (part.type().equals("text") && !part.calledAttachment()) {
      texts.add(part);
    }
  }
}
