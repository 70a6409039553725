package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.SectionSpec;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.Section;

/**
 * Writes {@code BINARY[…]} and {@code BINARY.SIZE[…]}: parts without their content transfer
 * encoding. Parts with parts below, and whole messages, have none. RFC 9051 §6.4.5, RFC 3516.
 */
final class DecodedWriter implements ItemWriter {
  /** Encodings that change nothing. */
  static final Set<String> PLAIN = Set.of("", "7bit", "8bit", "binary");

  /** Those that can be undone. */
  static final Set<String> ENCODED = Set.of("base64", "quoted-printable");

  private final byte[] label;
  private final String path;
  private final SectionFinder finder;
  private final Optional<Partial> partial;
  private final boolean sizeOnly;

  DecodedWriter(String label, SectionSpec section, Optional<Partial> partial, boolean sizeOnly) {
    this.label = (label + ' ').getBytes(US_ASCII);
    this.path = section.path().stream().map(String::valueOf).collect(Collectors.joining("."));
    this.finder = new SectionFinder(section);
    this.partial = partial;
    this.sizeOnly = sizeOnly;
  }

  @Override
  public void write(FetchMessage message, Responses out) {
    out.octets(label);
    Optional<Section> found = finder.find(message);
    String encoding = path.isEmpty() ? "" : encoding(message);
    boolean known = PLAIN.contains(encoding) || ENCODED.contains(encoding);
    if (found.isEmpty() || !known) {
      if (found.isPresent()) {
        message.failDecoding();
      }
      out.text(sizeOnly ? "0" : "NIL");
      return;
    }
    long size = size(message, found.get(), encoding);
    if (sizeOnly) {
      out.number(size);
    } else {
      octets(message, found.get(), encoding, size, out);
    }
  }

  private String encoding(FetchMessage message) {
    for (LeafPart leaf : message.facts().parts()) {
      if (leaf.path().equals(path)) {
        return leaf.encoding();
      }
    }
    return "";
  }

  private static long size(FetchMessage message, Section found, String encoding) {
    return PLAIN.contains(encoding)
        ? found.length()
        : new DecodedStream(stored(message, found), encoding).count();
  }

  private void octets(
      FetchMessage message, Section found, String encoding, long size, Responses out) {
    long skip = Math.min(partial.map(Partial::offset).orElse(0L), size);
    long length = Math.min(partial.map(Partial::length).orElse(size), size - skip);
    if (length == 0) {
      out.text("\"\"");
      return;
    }
    if (PLAIN.contains(encoding)) {
      message.literal8(found.offset() + skip, length, out);
    } else {
      out.text('~').literalHead(length); // there may be NUL. RFC 9051 §9
      DecodedStream decoded = new DecodedStream(stored(message, found), encoding);
      message.send(new PartialStream(decoded, skip, length));
    }
  }

  private static OctetStream stored(FetchMessage message, Section found) {
    return new ContentStream(message.content(), found.offset(), found.length());
  }
}
