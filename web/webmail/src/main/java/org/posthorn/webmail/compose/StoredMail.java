package org.posthorn.webmail.compose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.mime.text.Charsets;
import org.posthorn.mime.text.TransferDecoder;

/**
 * A message in a mailbox, that is answered, forwarded or written on; whoever asks may read it.
 *
 * @param received when it came, in seconds since 1970
 */
record StoredMail(MessagePlace place, long received, MessageFacts facts, Content content) {
  private static final int PIECE = 32 * 1024;
  private static final int MOST_TEXT = 4 << 20;

  /**
   * The message of a name, where it is now: people tidy while they write.
   *
   * @param name as {@link MessagePlaces} has it
   */
  static Optional<StoredMail> named(AccountStore store, String name) {
    Optional<MessagePlace> place = MessagePlaces.parse(name);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong content = MessagePlaces.content(name);
    return find(store, place.get())
        .filter(mail -> content.isEmpty() || content.getAsLong() == mail.content().id())
        .or(() -> content.isPresent() ? moved(store, content.getAsLong()) : Optional.empty());
  }

  private static Optional<StoredMail> moved(AccountStore store, long content) {
    List<MessagePlace> places = new ArrayList<>();
    for (MailboxList.Mailbox each : store.folders().list().all()) {
      if (places.isEmpty() && !each.foreign()) {
        store
            .messages()
            .view(each.id())
            .result()
            .ifPresent(view -> MessagePlace.find(content, view, places));
      }
    }
    return places.stream().findFirst().flatMap(place -> find(store, place));
  }

  /** The message, if it is there and the account may read it. */
  static Optional<StoredMail> find(AccountStore store, MessagePlace place) {
    Optional<MessageSource> source = store.messages().read(place.mailbox()).result();
    Optional<MailboxView> view = source.flatMap(MessageSource::latest);
    if (view.isEmpty() || view.get().indexOf(place.uid()) < 0) {
      return Optional.empty();
    }
    try {
      MessageFacts facts = source.get().facts(view.get(), place.uid()).get(0);
      MailboxCursor cursor = view.get().cursor(view.get().indexOf(place.uid()));
      cursor.next();
      Content content = source.get().content(view.get(), place.uid());
      return Optional.of(new StoredMail(place, cursor.internalDate(), facts, content));
    } catch (ContentLost lost) {
      source.get().lost(view.get(), place.uid());
      return Optional.empty();
    }
  }

  /** Its Message-ID, with angle brackets. */
  Optional<String> id() {
    return facts.header().messageIds(HeaderField.MESSAGE_ID).stream()
        .findFirst()
        .map(MailAssembly::bracketed);
  }

  /** The parts that have no parts below them; a message inside counts as one. */
  List<MessagePart> leaves() {
    return leaves(facts.root());
  }

  private static List<MessagePart> leaves(MessagePart part) {
    return part.kind() == MessagePart.Kind.MULTIPART
        ? part.children().stream().flatMap(child -> leaves(child).stream()).toList()
        : List.of(part);
  }

  /** The part of a number. */
  Optional<MessagePart> part(String number) {
    return leaves().stream().filter(each -> each.number().equals(number)).findFirst();
  }

  /** The part that HTML names by its Content-ID. RFC 2392. */
  Optional<MessagePart> byContentId(String id) {
    return leaves().stream()
        .filter(each -> each.contentId().map(StoredMail::bare).filter(id::equals).isPresent())
        .findFirst();
  }

  static String bare(String contentId) {
    String id = contentId.strip();
    return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
  }

  /** The text in HTML, if it has one. RFC 2046 §5.1.4. */
  Optional<String> html() {
    return texts("html").stream().findFirst().map(this::text);
  }

  /** The text in plain text, if it has one. */
  Optional<String> plain() {
    List<MessagePart> parts = texts("plain");
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("\n", parts.stream().map(this::text).toList()));
  }

  private List<MessagePart> texts(String subtype) {
    List<MessagePart> attached = attachments();
    return leaves().stream()
        .filter(each -> each.mediaType().equals("text/" + subtype))
        .filter(each -> !attached.contains(each))
        .toList();
  }

  /** What is attached, pictures in the text apart. */
  List<MessagePart> attachments() {
    List<MessagePart> attached = new ArrayList<>(facts.root().attachments());
    attached.removeIf(each -> each.hasContentId() && each.type().equals("image"));
    return attached;
  }

  private String text(MessagePart part) {
    LeafPart leaf =
        new LeafPart(
            part.number(),
            part.mediaType(),
            part.charset(),
            part.encoding(),
            part.body().offset(),
            part.body().length());
    byte[] octets = PartContent.start(content, leaf, MOST_TEXT);
    String text = Charsets.decode(octets, 0, octets.length, part.charset());
    return text.replace("\r\n", "\n");
  }

  /** The octets of a part, decoded. */
  OutgoingPart.Octets octets(MessagePart part) {
    return out -> copy(part, out);
  }

  private void copy(MessagePart part, OutputStream out) throws IOException {
    TransferDecoder decoder = TransferDecoder.named(part.encoding());
    byte[] piece = new byte[PIECE];
    ByteBuffer decoded = ByteBuffer.allocate(PIECE + TransferDecoder.SPARE);
    long end = Math.min(content.size(), part.body().offset() + part.body().length());
    long at = part.body().offset();
    while (at < end) {
      int count = content.read(at, ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, end - at)));
      if (count <= 0) {
        break;
      }
      decoder.decode(piece, 0, count, decoded.clear());
      out.write(decoded.array(), 0, decoded.position());
      at += count;
    }
  }

  /** How many octets a part has about, decoded. */
  static long size(MessagePart part) {
    long length = part.body().length();
    return part.encoding().equals("base64") ? length * 73 / 100 : length;
  }

  /** The value of the first field of a name, with its line ends; empty when there is none. */
  Optional<String> field(String name) {
    byte[] header = new byte[Math.min(facts.headerLength(), 256 * 1024)];
    int count = content.read(0, ByteBuffer.wrap(header));
    String text =
        new String(header, 0, Math.max(0, count), ISO_8859_1).replaceAll("\r?\n[ \t]", " ");
    return text.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip());
  }
}
