package org.posthorn.webapi.v1;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.mailstore.Flags;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MessageFacts;

/** A message in a list. */
public record MessageSummary(
    @Schema(description = "Stays the same when the message is moved", example = "4294971392")
        String id,
    @Schema(example = "INBOX") String mailbox,
    @Schema(description = "Its number there, by which removals are told", example = "9") long uid,
    @Schema(description = "When it came") Instant received,
    @Schema(description = "In octets") long size,
    @Schema(example = "[\"\\\\Seen\"]") List<String> flags,
    List<Correspondent> from,
    List<Correspondent> to,
    String subject,
    @Schema(description = "How its text begins") String preview,
    boolean attachments) {

  static MessageSummary of(MessageSearch.Found found, MessageFacts facts, String mailbox) {
    return new MessageSummary(
        Long.toString(found.view().contentId(found.index())),
        mailbox,
        found.uid(),
        Instant.ofEpochSecond(found.received()),
        facts.size(),
        names(found.view().keywords().flags(found.view().flags(found.index()))),
        Correspondent.of(facts.header().addresses(HeaderField.FROM)),
        Correspondent.of(facts.header().addresses(HeaderField.TO)),
        facts.subject().orElse(""),
        facts.preview(),
        facts.hasAttachment());
  }

  static List<String> names(Flags flags) {
    List<String> names = new java.util.ArrayList<>();
    for (int i = 0; i < Flags.SYSTEM.size(); i++) {
      if ((flags.system() & 1 << i) != 0) {
        names.add(Flags.SYSTEM.get(i));
      }
    }
    names.addAll(flags.keywords());
    return names;
  }
}
