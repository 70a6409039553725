package org.posthorn.imap.fetch;

import java.util.Optional;
import org.posthorn.imap.command.SectionSpec;
import org.posthorn.imap.command.SectionSpec.Text;
import org.posthorn.mime.Part;
import org.posthorn.mime.Section;

/** Finds a section in messages. */
final class SectionFinder {
  private final int[] path;
  private final Part part;
  private final boolean whole;

  SectionFinder(SectionSpec section) {
    this.path = section.path().stream().mapToInt(Integer::intValue).toArray();
    this.part = part(section.text());
    this.whole = isWhole(section);
  }

  /** Whether it is the whole message, which is found without facts. */
  static boolean isWhole(SectionSpec section) {
    return section.path().isEmpty() && section.text() == Text.CONTENT;
  }

  /** Whether it is in the message's own header. */
  static boolean isHeader(SectionSpec section) {
    return section.path().isEmpty() && part(section.text()) == Part.HEADER;
  }

  private static Part part(Text text) {
    return switch (text) {
      case CONTENT -> Part.CONTENT;
      case HEADER, FIELDS, FIELDS_NOT -> Part.HEADER;
      case TEXT -> Part.TEXT;
      case MIME -> Part.MIME;
    };
  }

  /** Where it is in the message; empty when the message has no such part. */
  Optional<Section> find(FetchMessage message) {
    return whole
        ? Optional.of(new Section(0, message.content().size()))
        : message.facts().section(path, part);
  }
}
