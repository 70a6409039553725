package org.posthorn.mime;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.BodyGauge;
import org.posthorn.kernel.Content;
import org.posthorn.mime.BodyPart.Kind;

/**
 * Makes of a message one that says the same in fewer kinds of octets: parts that do not fit are
 * encoded in Base64, whose decoding gives their octets exactly. RFC 6152 §3, RFC 3030 §3.
 */
public final class Reencoding {
  private static final int BLOCK = 32 * 1024;
  private static final int MAX_HEADER = 256 * 1024;

  private final Content message;
  private final Body target;
  private final PiecedContent result;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private boolean binary;
  private boolean possible = true;
  private int parts;

  private Reencoding(Content message, Body target) {
    this.message = message;
    this.target = target;
    this.result = new PiecedContent(message);
  }

  /**
   * The message in lines of ASCII, or in lines of any octets; header fields beyond ASCII stay.
   *
   * @return empty when a signature would not hold any more, or the structure allows no encoding
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public static Optional<Content> of(Content message, Body target) {
    FactsReader reader = new FactsReader();
    for (long at = 0; at < message.size(); ) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      int read = message.read(at, block);
      if (read <= 0) {
        break;
      }
      at += read;
      reader.feed(block.flip());
    }
    reader.finish();
    return new Reencoding(message, target).walk(reader.root());
  }

  private Optional<Content> walk(BodyPart root) {
    part(root, false);
    // A domain's signature covers the octets; binary ones cannot come over as they are, though.
    boolean sealed =
        result.changed()
            && !binary
            && possible
            && header(root).has("dkim-signature"); // RFC 6376 §5.3
    return possible && !sealed ? Optional.of(result.end()) : Optional.empty();
  }

  private void part(BodyPart part, boolean signed) {
    if (++parts >= PartTree.MAX_PARTS || part.depth >= PartTree.MAX_DEPTH) {
      possible = false; // below here the structure is not known
    }
    if (part.kind == Kind.LEAF) {
      leaf(part, signed);
      return;
    }
    if (!signed) {
      label(part);
    }
    boolean signs = part.kind == Kind.MULTIPART && part.fields.subtype.equalsIgnoreCase("signed");
    part.children.forEach(child -> part(child, signed || signs)); // RFC 1847 §2.1
  }

  private void leaf(BodyPart part, boolean signed) {
    Body needed = gauge(part);
    binary |= needed == Body.BINARY;
    boolean fits = needed.compareTo(target) <= 0;
    if (signed) {
      possible &= fits;
    } else if (fits || !part.fields.isUnencoded()) {
      label(part);
    } else {
      encode(part);
    }
  }

  private Body gauge(BodyPart part) {
    BodyGauge gauge = new BodyGauge();
    for (long at = part.bodyStart; at < part.bodyEnd; ) {
      block.clear().limit((int) Math.min(BLOCK, part.bodyEnd - at));
      int read = message.read(at, block);
      if (read <= 0) {
        break;
      }
      gauge.add(block.array(), 0, read);
      at += read;
    }
    return gauge.needed();
  }

  // What is said to be more than it is: it must not be said to a peer that takes no such thing.
  private void label(BodyPart part) {
    String encoding = part.fields.encoding;
    boolean tooMuch =
        encoding.equalsIgnoreCase("binary")
            || encoding.equalsIgnoreCase("8bit") && target == Body.SEVEN_BIT;
    if (tooMuch) {
      PartHeader header = header(part);
      possible &= header.complete();
      header.relabel(target == Body.SEVEN_BIT ? "7bit" : "8bit", part.isMessage(), result);
    }
  }

  private void encode(BodyPart part) {
    PartHeader header = header(part);
    // RFC 2045 §6.4: composite types have no encoding of their own
    possible &= header.complete() && !header.composite();
    header.relabel("base64", part.isMessage(), result);
    result.base64(part.bodyStart, part.size());
  }

  private PartHeader header(BodyPart part) {
    int length = (int) Math.min(MAX_HEADER, part.bodyStart - part.headerStart);
    byte[] octets = new byte[length];
    message.read(part.headerStart, ByteBuffer.wrap(octets));
    return new PartHeader(octets, part.headerStart, part.bodyStart);
  }
}
