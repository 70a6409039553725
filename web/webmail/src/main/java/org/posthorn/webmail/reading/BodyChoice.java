package org.posthorn.webmail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.MessagePart;

/**
 * Which parts of a message are its text.
 *
 * @param plain the parts of plain text, in order; none when there is only HTML
 * @param html the part of HTML, if there is one
 */
record BodyChoice(List<MessagePart> plain, Optional<MessagePart> html) {

  /** Looks for them: of alternatives both, and nothing that is attached. RFC 2046 §5.1.4. */
  static BodyChoice of(MessagePart root) {
    List<MessagePart> texts = new ArrayList<>();
    collect(root, texts);
    List<MessagePart> plain =
        texts.stream().filter(part -> !part.subtype().equals("html")).toList();
    Optional<MessagePart> html =
        texts.stream().filter(part -> part.subtype().equals("html")).findFirst();
    return new BodyChoice(plain, html);
  }

  private static void collect(MessagePart part, List<MessagePart> texts) {
    if (part.kind() == MessagePart.Kind.MULTIPART) {
      List<MessagePart> attached = part.attachments();
      part.children().stream()
          .filter(child -> !attached.contains(child))
          .forEach(child -> collect(child, texts));
    } else if (part.type().equals("text")
        && (part.subtype().equals("plain") || part.subtype().equals("html"))
        && !part.calledAttachment()) {
      texts.add(part);
    }
  }
}
