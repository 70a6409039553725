package org.posthorn.mime.compose;

import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mime.MailAddress;

/**
 * A mail as its author has written it.
 *
 * @param from one author most times
 * @param date when it was written, in the time zone of the author
 * @param messageId with its angle brackets
 * @param inReplyTo ids with their angle brackets, of what it answers. RFC 5322 §3.6.4
 * @param references the same of the whole conversation
 * @param text in plain text, lines ended by LF; quoted lines begin with {@code >}
 * @param html the same text as HTML
 * @param pictures what HTML shows by {@code cid:}
 * @param fields further header fields by name, in the order given; values in one line
 */
public record ComposedMail(
    List<MailAddress> from,
    List<MailAddress> replyTo,
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> bcc,
    String subject,
    ZonedDateTime date,
    String messageId,
    List<String> inReplyTo,
    List<String> references,
    String text,
    Optional<String> html,
    List<OutgoingPart> pictures,
    List<OutgoingPart> attachments,
    Map<String, String> fields) {

  public ComposedMail {
    from = List.copyOf(from);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
    pictures = List.copyOf(pictures);
    attachments = List.copyOf(attachments);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
