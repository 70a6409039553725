package org.posthorn.mime.compose;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.MailAddress;

/**
 * A mail as a program has put it together, of which {@link MultipartComposer} makes a message.
 *
 * @param from one author most times
 * @param sender who has sent it, where that is not the author. RFC 5322 §3.6.2
 * @param bcc who gets it without being named in what is sent
 * @param messageId with its angle brackets
 * @param references ids with their angle brackets, the oldest first: the last is what the mail
 *     answers. RFC 5322 §3.6.4
 * @param text plain text in lines ended by LF; empty for none
 * @param html the same as HTML; empty for none
 * @param alternatives further forms of the same text, the richest last. RFC 2046 §5.1.4
 * @param inline files that the text shows by {@code cid:}. RFC 2387
 * @param attachments files
 * @param fields further header fields in their order; a name may be there more than once
 */
public record MultipartMail(
    List<MailAddress> from,
    Optional<MailAddress> sender,
    List<MailAddress> replyTo,
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> bcc,
    String messageId,
    List<String> references,
    OffsetDateTime date,
    String subject,
    String text,
    String html,
    List<OutgoingPart> alternatives,
    List<OutgoingPart> inline,
    List<OutgoingPart> attachments,
    List<ExtraField> fields) {

  /**
   * A header field that means nothing to us.
   *
   * @param name RFC 5322 §2.2
   * @param value in one line
   */
  public record ExtraField(String name, String value) {}

  public MultipartMail {
    from = List.copyOf(from);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    references = List.copyOf(references);
    alternatives = List.copyOf(alternatives);
    inline = List.copyOf(inline);
    attachments = List.copyOf(attachments);
    fields = List.copyOf(fields);
  }
}
