package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mime.header.Parameters;

/** One part of the message while it is read: where it stands and what its header said. */
final class BodyPart implements AttachmentRule.Described {
  /** What stands below a part. */
  enum Kind {
    LEAF,
    MULTIPART,
    MESSAGE
  }

  private static final int MAX_BOUNDARY = 256; // 70 by RFC 2046 §5.1.1; longer ones are seen

  final @Nullable BodyPart parent;
  final int depth;
  final List<BodyPart> children = new ArrayList<>(0);
  final PartFields fields = new PartFields();
  final EnvelopeFields envelope = new EnvelopeFields();
  Kind kind = Kind.LEAF;
  long headerStart;
  long bodyStart;
  long bodyEnd;
  int lines;
  byte[] boundary = new byte[0];

  BodyPart(@Nullable BodyPart parent, long headerStart) {
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.headerStart = headerStart;
    this.bodyStart = headerStart;
    this.bodyEnd = headerStart;
    if (parent != null) {
      parent.children.add(this);
    }
  }

  /** Whether its header is that of a message, so that it has an envelope. */
  boolean isMessage() {
    return parent == null || parent.kind == Kind.MESSAGE;
  }

  long size() {
    return bodyEnd - bodyStart;
  }

  @Override
  public String mediaType() {
    return fields.mediaType();
  }

  @Override
  public boolean calledAttachment() {
    return fields.isAttachment();
  }

  @Override
  public boolean hasContentId() {
    return !fields.id.isEmpty();
  }

  @Override
  public boolean hasFileName() {
    return MessagePart.fileName(fields.disposition, fields.contentType).isPresent();
  }

  @Override
  public List<BodyPart> below() {
    return children;
  }

  /** Decides by the header, now read, what stands below. */
  void settle(boolean mayNest) {
    boolean digest =
        parent != null
            && parent.kind == Kind.MULTIPART
            && parent.fields.subtype.equalsIgnoreCase("digest");
    if (digest && fields.contentType.isEmpty()) {
      fields.type = "message"; // RFC 2046 §5.1.5
      fields.subtype = "rfc822";
    }
    if (fields.type.equalsIgnoreCase("multipart")) {
      String name = fields.parameter("boundary");
      boundary = name.substring(0, Math.min(name.length(), MAX_BOUNDARY)).getBytes(ISO_8859_1);
      if (boundary.length > 0 && mayNest) {
        kind = Kind.MULTIPART;
      } else {
        fields.plainText(); // RFC 2045 §5.2
      }
    } else if (fields.isMessage() && fields.isUnencoded() && mayNest) {
      kind = Kind.MESSAGE;
    }
  }

  /** What the Content fields say, with their defaults. RFC 2045 §5.2, §6.1. */
  static final class PartFields {
    Optional<Parameters> contentType = Optional.empty();
    Optional<Parameters> disposition = Optional.empty();
    String type = "text";
    String subtype = "plain";
    String encoding = "7bit";
    String id = "";
    String description = "";
    String md5 = "";
    String language = "";
    String location = "";

    void contentType(Parameters value) {
      contentType = Optional.of(value);
      String text = value.value();
      int slash = text.indexOf('/');
      int second = text.indexOf('/', slash + 1); // what follows it means nothing
      int end = second < 0 ? text.length() : second;
      if (slash > 0 && slash + 1 < end) {
        type = text.substring(0, slash);
        subtype = text.substring(slash + 1, end);
      }
    }

    void plainText() {
      contentType = Optional.empty();
      type = "text";
      subtype = "plain";
    }

    String parameter(String name) {
      return contentType.flatMap(c -> c.raw(name)).orElse("").stripTrailing();
    }

    Map<String, String> parameters() {
      return contentType.map(Parameters::parameters).orElse(Map.of());
    }

    boolean isText() {
      return type.equalsIgnoreCase("text");
    }

    boolean isMessage() {
      return type.equalsIgnoreCase("message")
          && (subtype.equalsIgnoreCase("rfc822") || subtype.equalsIgnoreCase("global"));
    }

    boolean isUnencoded() {
      return !encoding.equalsIgnoreCase("base64") && !encoding.equalsIgnoreCase("quoted-printable");
    }

    boolean isAttachment() {
      return disposition.filter(d -> d.value().equalsIgnoreCase("attachment")).isPresent();
    }

    String mediaType() {
      return (type + '/' + subtype).toLowerCase(Locale.ROOT);
    }
  }
}
