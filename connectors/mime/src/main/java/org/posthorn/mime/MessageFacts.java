package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.text.SearchText;

/**
 * What is computed of a message once, when it arrives, so that no read parses it again. Immutable,
 * and thread-safe as long as nobody changes the array behind it, which is not copied.
 *
 * <p>Stored form: version, where the slots start, flags, header length, size, lines, sent time,
 * zone; the length of each slot; the slots. Numbers are of variable length. Slots: the ten fields
 * of {@link HeaderField} as {@link ListText} has them (sender and reply-to empty when the same as
 * from), five search texts (empty when the field itself serves), references, what the headers of
 * the parts say as a list, what short lists leave out of it, where the parts stand, preview; since
 * version 2 the thread (empty when the others say it). Where a flag says so there is a slot for the
 * List-Id, and the flags tell of attachments, a Sender and a Reply-To; earlier builds, which may
 * run beside this one, take no notice of these.
 */
public final class MessageFacts {
  static final int VERSION = 2;
  static final int DATED = 1 << 7;
  static final int ATTACHMENT = 1 << 8; // this and those below when DESCRIBED
  static final int SENDER = 1 << 9;
  static final int REPLY_TO = 1 << 10;
  static final int DESCRIBED = 1 << 11;
  static final int SLOTS = EnvelopeFields.ITEMS + 5 + 7;

  private static final int FLAGS = 0;
  private static final int HEADER_LENGTH = 1;
  private static final int SIZE = 2;
  private static final int LINES = 3;
  private static final int TIME = 4;
  private static final int ZONE = 5;
  private static final int HEAD_NUMBERS = 6;
  static final int NUMBERS_START = 3; // after version and two octets: where the slots start
  private static final int SEARCH = EnvelopeFields.ITEMS;
  private static final int REFERENCES = SEARCH + 5;
  private static final int STRUCTURE = REFERENCES + 1;
  private static final int EXTENSIONS = STRUCTURE + 1;
  private static final int PARTS = EXTENSIONS + 1;
  private static final int PREVIEW = PARTS + 1;
  private static final int THREAD = PREVIEW + 1; // since version 2
  private static final int LIST_ID = THREAD + 1; // when DESCRIBED

  private final byte[] encoded;

  private MessageFacts(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Facts as they were stored. The array is not copied and must not change.
   *
   * @throws IllegalArgumentException when the version is not known
   */
  public static MessageFacts of(byte[] encoded) {
    if (encoded.length == 0 || encoded[0] < 1 || encoded[0] > VERSION) {
      throw new IllegalArgumentException("not message facts of version 1 to " + VERSION);
    }
    return new MessageFacts(encoded);
  }

  /** The form in which they are stored. Not a copy: must not be changed. */
  public byte[] encoded() {
    return encoded;
  }

  private long number(int index) {
    Numbers.Reader in = new Numbers.Reader(encoded, NUMBERS_START);
    for (int i = 0; i < index; i++) {
      in.next();
    }
    return in.next();
  }

  private int slotsStart() {
    return (encoded[1] & 0xFF) << 8 | encoded[2] & 0xFF;
  }

  private Numbers.Reader slotLengths() {
    Numbers.Reader in = new Numbers.Reader(encoded, NUMBERS_START);
    for (int i = 0; i < HEAD_NUMBERS; i++) {
      in.next();
    }
    return in;
  }

  // start in the high half, end in the low half: no object on the path of a search
  private long range(int slot) {
    Numbers.Reader in = slotLengths();
    int start = slotsStart();
    for (int i = 0; i < slot; i++) {
      start += in.nextInt();
    }
    return range(start, in.nextInt());
  }

  private static long range(int start, int length) {
    return (long) start << 32 | start + length;
  }

  private static int start(long range) {
    return (int) (range >> 32);
  }

  private static int end(long range) {
    return (int) range;
  }

  private static int length(long range) {
    return end(range) - start(range);
  }

  /** Octets of the message's header with its empty line. */
  public int headerLength() {
    return (int) number(HEADER_LENGTH);
  }

  /** Octets of the message. */
  public long size() {
    return number(SIZE);
  }

  /** Line feeds in the whole message. */
  public int lines() {
    return (int) number(LINES);
  }

  /** The day of the Date field, disregarding time and zone: days since 1970-01-01. */
  public OptionalInt sentDay() {
    if ((number(FLAGS) & DATED) == 0) {
      return OptionalInt.empty();
    }
    long local = signed(TIME) + signed(ZONE) * 60;
    return OptionalInt.of((int) Math.floorDiv(local, 86_400L));
  }

  /** The time of the Date field: seconds since 1970 UTC. */
  public OptionalLong sentTime() {
    return (number(FLAGS) & DATED) == 0 ? OptionalLong.empty() : OptionalLong.of(signed(TIME));
  }

  private long signed(int index) {
    long number = number(index);
    return number >>> 1 ^ -(number & 1);
  }

  /** Takes the stored form of fields. */
  @FunctionalInterface
  public interface FieldSink {
    /**
     * One field.
     *
     * @param octets must not be changed, nor kept
     */
    void field(HeaderField field, byte[] octets, int from, int length);
  }

  /** Takes octets of the stored form. */
  @FunctionalInterface
  public interface OctetSink {
    /**
     * Some octets.
     *
     * @param octets must not be changed, nor kept
     */
    void octets(byte[] octets, int from, int length);
  }

  /**
   * Hands out all fields of {@link HeaderField} in their order as they are stored: a string or NIL,
   * of addresses the list of them; those of From for a Sender or Reply-To that is absent.
   */
  public void storedFields(FieldSink sink) {
    Numbers.Reader in = slotLengths();
    int start = slotsStart();
    int from = 0;
    int fromLength = 0;
    for (HeaderField field : HeaderField.ALL) {
      int length = in.nextInt();
      if (field == HeaderField.FROM) {
        from = start;
        fromLength = length;
      }
      if (length > 0) {
        sink.field(field, encoded, start, length);
      } else {
        sink.field(field, encoded, from, fromLength);
      }
      start += length;
    }
  }

  /** Hands out what the headers of the parts say, as it is stored: a list of each part. */
  public void storedParts(OctetSink sink) {
    long text = range(STRUCTURE);
    sink.octets(encoded, start(text), length(text));
  }

  /**
   * Hands out the same in short, in pieces: without parameters of multiparts, MD5, disposition,
   * languages and location.
   */
  public void storedPartsInShort(OctetSink sink) {
    long text = range(STRUCTURE);
    long cuts = range(EXTENSIONS);
    Numbers.Reader in = new Numbers.Reader(encoded, start(cuts));
    int at = start(text);
    while (in.at() < end(cuts)) {
      int kept = in.nextInt();
      sink.octets(encoded, at, kept);
      at += kept + in.nextInt();
    }
    sink.octets(encoded, at, end(text) - at);
  }

  /** What is kept of the header. */
  public MessageHeader header() {
    int[] starts = new int[EnvelopeFields.ITEMS];
    int flags = (int) number(FLAGS);
    int present = 0;
    Numbers.Reader in = slotLengths();
    int start = slotsStart();
    for (int item = 0; item < starts.length; item++) {
      int length = in.nextInt();
      starts[item] = length == 0 ? starts[EnvelopeFields.FROM] : start;
      present |= length > 0 && encoded[start] != 'N' ? 1 << item : 0;
      start += length;
    }
    for (Field field : Field.values()) {
      present |= (flags & field.bit()) != 0 ? 1 << field.item() : 0;
    }
    present |= (flags & SENDER) != 0 ? 1 << EnvelopeFields.SENDER : 0;
    present |= (flags & REPLY_TO) != 0 ? 1 << EnvelopeFields.REPLY_TO : 0;
    return new MessageHeader(encoded, starts, present);
  }

  /** The message itself, with the parts below it. */
  public MessagePart root() {
    return PartReader.read(encoded, start(range(STRUCTURE)), start(range(PARTS)));
  }

  private boolean isDescribed() {
    return (number(FLAGS) & DESCRIBED) != 0;
  }

  /** Whether a reader would save a part of it as a file. */
  public boolean hasAttachment() {
    return isDescribed() ? (number(FLAGS) & ATTACHMENT) != 0 : AttachmentRule.any(root());
  }

  /**
   * The id of the mailing list that sent it, without angle brackets; empty when none did, and in
   * facts of earlier builds. Case does not matter. RFC 2919.
   */
  public Optional<String> listId() {
    long range = isDescribed() ? range(LIST_ID) : 0;
    return length(range) == 0
        ? Optional.empty()
        : Optional.of(new String(encoded, start(range), length(range), ISO_8859_1));
  }

  /**
   * Where a section stands in the message; empty when there is no such part, or no such section of
   * it: HEADER and TEXT need a message, MIME a path. RFC 9051 §6.4.5.1.
   *
   * @param path part numbers from 1; empty for the message itself
   */
  public Optional<Section> section(int[] path, Part part) {
    if (path.length > 0) {
      return index().section(path, part);
    }
    int header = headerLength();
    return switch (part) {
      case CONTENT -> Optional.of(new Section(0, size()));
      case HEADER -> Optional.of(new Section(0, header));
      case TEXT -> Optional.of(new Section(header, size() - header));
      case MIME -> Optional.empty();
    };
  }

  /** The parts that have no parts below them, in order; at least one. */
  public List<LeafPart> parts() {
    return index().leaves();
  }

  /** Where the headers of parts stand, also those of messages inside; not that of the message. */
  public List<Section> partHeaders() {
    return index().headers();
  }

  private PartIndex index() {
    return PartIndex.read(new Numbers.Reader(encoded, start(range(PARTS))));
  }

  /** Up to 200 characters of the text; empty when there is none. RFC 8970 §3. */
  public String preview() {
    long range = range(PREVIEW);
    return new String(encoded, start(range), length(range), UTF_8);
  }

  /**
   * Whether the decoded field has the text in it, in any case; true for an empty text when the
   * field is there. Address fields are compared as {@code Name <local@domain>, …}. RFC 9051 §6.4.4.
   */
  public boolean contains(Field field, SearchText needle) {
    if ((number(FLAGS) & field.bit()) == 0) {
      return false;
    }
    long decoded = range(SEARCH + field.number());
    if (length(decoded) > 0) {
      return needle.inFolded(encoded, start(decoded), end(decoded));
    }
    long member = range(field.item());
    if (field == Field.SUBJECT) { // without its quotes
      return needle.inAscii(encoded, start(member) + 1, end(member) - 1);
    }
    byte[] text = new byte[length(member)];
    int length = AddressText.render(encoded, start(member), end(member), text);
    return needle.inAscii(text, 0, length);
  }

  /** The Subject field with its encoded words decoded; empty when there is none. */
  public Optional<String> subject() {
    return text(EnvelopeFields.SUBJECT).map(EncodedWords::decode);
  }

  /** The first address of an address field, or its group; empty when there is none. */
  public Optional<MailAddress> firstAddress(Field field) {
    return field == Field.SUBJECT
        ? Optional.empty()
        : new AddressListReader(encoded, start(range(field.item()))).first();
  }

  /** The Message-ID as it came, usually with angle brackets. */
  public Optional<String> messageId() {
    return text(EnvelopeFields.MESSAGE_ID);
  }

  /** The In-Reply-To field as it came. */
  public Optional<String> inReplyTo() {
    return text(EnvelopeFields.IN_REPLY_TO);
  }

  private Optional<String> text(int item) {
    ListReader in = new ListReader(encoded, start(range(item)));
    return in.isNil() ? Optional.empty() : Optional.of(in.string());
  }

  /** The last ids of the References field, at most 20, with angle brackets. */
  public List<String> references() {
    long range = range(REFERENCES);
    String text = new String(encoded, start(range), length(range), ISO_8859_1);
    List<String> ids = new ArrayList<>();
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
      int close = text.indexOf('>', open);
      if (close < 0) {
        break;
      }
      ids.add(text.substring(open, close + 1));
    }
    return ids;
  }

  /** The eldest message of its thread as {@link MessageIds} has it; empty when there is no id. */
  public OptionalLong threadRoot() {
    if (encoded[0] > 1 && length(range(THREAD)) > 0) {
      return OptionalLong.of(ByteBuffer.wrap(encoded).getLong(start(range(THREAD))));
    }
    long[] references = MessageIds.references(this);
    return references.length > 0 ? OptionalLong.of(references[0]) : MessageIds.of(this);
  }
}
