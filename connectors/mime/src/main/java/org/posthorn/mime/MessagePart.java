package org.posthorn.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.header.Parameters;

/**
 * A part of a message, or the message itself, with what its header says and where it stands.
 * Immutable. RFC 2045, RFC 2046.
 */
public final class MessagePart implements AttachmentRule.Described {
  /** What stands below a part. */
  public enum Kind {
    /** Nothing: text, a file, or a message that could not be looked into. */
    LEAF,
    /** Its parts, one at least. RFC 2046 §5.1. */
    MULTIPART,
    /** A message, which is its only child. RFC 2046 §5.2.1. */
    MESSAGE
  }

  /**
   * Where a part stands.
   *
   * @param number as in {@code 2.1}; that of a message's multipart is the one of the message, empty
   *     at the top. RFC 9051 §6.4.5.1
   * @param header octets of its header with the empty line; of a message its own header
   * @param body octets of its body, as encoded
   */
  record Place(String number, Section header, Section body) {}

  /** What its Content fields say, one char per octet, empty where they say nothing. */
  record Fields(
      Parameters type,
      String charset,
      Middle middle,
      String md5,
      Optional<Parameters> disposition,
      List<String> languages,
      String location) {}

  /** Content-ID, Content-Description and Content-Transfer-Encoding. */
  record Middle(String id, String description, String encoding) {
    static final Middle NONE = new Middle("", "", "7bit");
  }

  private final Kind kind;
  private final Place place;
  private final Fields fields;
  private final int lines;
  private final List<MessagePart> children;
  private final Optional<MessageHeader> message;

  /**
   * @param lines line feeds of the body
   * @param message the header of the message inside
   */
  MessagePart(
      Kind kind,
      Place place,
      Fields fields,
      int lines,
      List<MessagePart> children,
      Optional<MessageHeader> message) {
    this.kind = kind;
    this.place = place;
    this.fields = fields;
    this.lines = lines;
    this.children = List.copyOf(children);
    this.message = message;
  }

  /** What stands below it. */
  public Kind kind() {
    return kind;
  }

  /** The parts of a multipart, the message that a message part has inside; else none. */
  public List<MessagePart> children() {
    return children;
  }

  @Override
  public List<MessagePart> below() {
    return children;
  }

  /** The header of the message inside a message part; empty for others. */
  public Optional<MessageHeader> message() {
    return message;
  }

  /**
   * Its part number as in {@code 2.1}; that of a message's multipart is the one of the message,
   * empty at the top. RFC 9051 §6.4.5.1.
   */
  public String number() {
    return place.number;
  }

  /** Where its header stands in the message, with its empty line; of a message its own header. */
  public Section header() {
    return place.header;
  }

  /** Where its body stands in the message, as encoded; its length is the size of the part. */
  public Section body() {
    return place.body;
  }

  /** Line feeds of its body, as encoded; 0 where it is neither text nor a message. */
  public int lines() {
    return lines;
  }

  /** Content-Type as it came: type, slash, subtype; parameters one char per octet. */
  public Parameters contentType() {
    return fields.type;
  }

  /** Content-Disposition as it came; parameters one char per octet. RFC 2183. */
  public Optional<Parameters> disposition() {
    return fields.disposition;
  }

  @Override
  public String mediaType() {
    return fields.type.value().toLowerCase(Locale.ROOT);
  }

  /** The type in lower case, such as {@code text}. */
  public String type() {
    String both = mediaType();
    return both.substring(0, both.indexOf('/'));
  }

  /** The subtype in lower case, such as {@code plain}. */
  public String subtype() {
    String both = mediaType();
    return both.substring(both.indexOf('/') + 1);
  }

  /** The charset of text as named, in lower case; empty when none is, and for other parts. */
  public String charset() {
    return fields.charset;
  }

  /** Transfer encoding in lower case; {@code 7bit} by default. RFC 2045 §6.1. */
  public String encoding() {
    return fields.middle.encoding.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean calledAttachment() {
    return fields.disposition.filter(d -> d.value().equalsIgnoreCase("attachment")).isPresent();
  }

  @Override
  public boolean hasContentId() {
    return !fields.middle.id.isEmpty();
  }

  @Override
  public boolean hasFileName() {
    return fileName().isPresent();
  }

  /** A parameter of its type, decoded. RFC 2231 §4. */
  public Optional<String> parameter(String name) {
    return fields.type.text(name);
  }

  /**
   * The name of its file, decoded by RFC 2231 and, as many clients write it, RFC 2047; that of the
   * disposition before that of the type. A name, not a path: what uses it cleans it.
   */
  public Optional<String> fileName() {
    return fileName(fields.disposition, Optional.of(fields.type));
  }

  static Optional<String> fileName(Optional<Parameters> disposition, Optional<Parameters> type) {
    return disposition
        .flatMap(d -> d.text("filename"))
        .filter(name -> !name.isBlank())
        .or(() -> type.flatMap(t -> t.text("name")).filter(name -> !name.isBlank()));
  }

  /** Its Content-ID without angle brackets, as {@code cid:} links name it. RFC 2392. */
  public Optional<String> contentId() {
    String id = fields.middle.id.strip();
    boolean bracketed = id.startsWith("<") && id.endsWith(">") && id.length() > 1;
    return nonEmpty(bracketed ? id.substring(1, id.length() - 1) : id);
  }

  /** Its description, decoded. */
  public Optional<String> description() {
    return nonEmpty(fields.middle.description).map(EncodedWords::decode);
  }

  /** Its Content-Location. RFC 2557. */
  public Optional<String> location() {
    return nonEmpty(fields.location);
  }

  /** Its Content-MD5. RFC 1864. */
  public Optional<String> md5() {
    return nonEmpty(fields.md5);
  }

  /** The tags of its languages. RFC 3282. */
  public List<String> languages() {
    return fields.languages;
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** It and all parts below, in order. */
  public Stream<MessagePart> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(MessagePart::all));
  }

  /** The parts that a reader would save as files, in order; none for what is inside a message. */
  public List<MessagePart> attachments() {
    List<MessagePart> found = new ArrayList<>(0);
    if (kind == Kind.MULTIPART) {
      attachments(found);
    } else if (AttachmentRule.is(this, "", 0)) {
      found.add(this);
    }
    return found;
  }

  private void attachments(List<MessagePart> found) {
    for (int i = 0; i < children.size(); i++) {
      MessagePart part = children.get(i);
      if (part.kind == Kind.MULTIPART) {
        part.attachments(found);
      } else if (AttachmentRule.is(part, mediaType(), i)) {
        found.add(part);
      }
    }
  }
}
