package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.FetchItem.Octets;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.SectionSpec;
import org.posthorn.imap.command.SectionSpec.Text;
import org.posthorn.mime.Section;
import org.posthorn.mime.header.HeaderFields;

/** Writes {@code BODY[…]}: octets as they are stored, or fields chosen from a header. */
final class OctetsWriter implements ItemWriter {
  /** Fields are chosen from this many octets of a header. */
  static final int MAX_HEADER = 4 * 1024 * 1024;

  private final byte[] label;
  private final Octets item;
  private final SectionFinder finder;
  private final HeaderFields fields;

  OctetsWriter(Octets item) {
    this.item = item;
    this.label = (item.label() + ' ').getBytes(US_ASCII);
    this.finder = new SectionFinder(item.section());
    this.fields = fields(item.section());
  }

  @Override
  public void write(FetchMessage message, Responses out) {
    out.octets(label);
    Optional<Section> found = finder.find(message);
    if (found.isEmpty()) {
      out.nil();
    } else if (chooses(item.section())) {
      chosen(message, found.get(), out);
    } else {
      stored(message, found.get(), out);
    }
  }

  static boolean chooses(SectionSpec section) {
    return section.text() == Text.FIELDS || section.text() == Text.FIELDS_NOT;
  }

  private void stored(FetchMessage message, Section found, Responses out) {
    long skip = Math.min(item.partial().map(Partial::offset).orElse(0L), found.length());
    long rest = found.length() - skip;
    long length = Math.min(item.partial().map(Partial::length).orElse(rest), rest);
    if (length == 0) {
      out.text("\"\"");
    } else if (message.header(found).isPresent()) {
      byte[] header = Char8.of(message.header(found).get());
      out.literalHead(length).octets(header, (int) skip, (int) length);
    } else {
      message.literal(found.offset() + skip, length, out);
    }
  }

  static HeaderFields fields(SectionSpec section) {
    return new HeaderFields(section.fields(), section.text() == Text.FIELDS_NOT);
  }

  static byte[] header(FetchMessage message, Section header) {
    return message.header(header).orElseGet(() -> read(message, header));
  }

  private static byte[] read(FetchMessage message, Section header) {
    byte[] octets = new byte[(int) Math.min(MAX_HEADER, header.length())];
    message.content().read(header.offset(), ByteBuffer.wrap(octets));
    return octets;
  }

  private void chosen(FetchMessage message, Section header, Responses out) {
    byte[] selected = Char8.of(fields.select(header(message, header)));
    int skip = (int) Math.min(item.partial().map(Partial::offset).orElse(0L), selected.length);
    int rest = selected.length - skip;
    int length = (int) Math.min(item.partial().map(Partial::length).orElse((long) rest), rest);
    out.literalHead(length).octets(selected, skip, length);
  }
}
