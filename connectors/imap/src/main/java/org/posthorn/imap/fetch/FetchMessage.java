package org.posthorn.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.codec.Responses;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.Section;

/** The message that is being given, and what was needed of it so far. */
final class FetchMessage {
  private final MailboxView view;
  private final MailboxCursor columns;
  private final MessageSource source;
  private @Nullable MessageHead head;
  private @Nullable Content content;
  private Optional<OctetStream> stream = Optional.empty();
  private boolean undecodable;
  private int written;

  FetchMessage(MailboxView view, MailboxCursor columns, MessageSource source) {
    this.view = view;
    this.columns = columns;
    this.source = source;
  }

  /** What the mailbox knows of it. */
  MailboxCursor columns() {
    return columns;
  }

  /** What was computed at delivery; only for items that need it. */
  MessageFacts facts() {
    return Objects.requireNonNull(head, "facts were not asked for").facts();
  }

  /** A section, if it is the message's header and that is here already. */
  Optional<byte[]> header(Section section) {
    return head == null
        ? Optional.empty()
        : head.header().filter(octets -> section.equals(new Section(0, octets.length)));
  }

  /** Its facts and perhaps its header have been got. */
  void head(MessageHead gotten) {
    head = gotten;
  }

  /** Whether an item about its header needs octets, because the header is too long to be here. */
  boolean lacksHeader() {
    return head != null && head.header().isEmpty();
  }

  /**
   * Makes sure that the octets can be given, before anything is said of them. What is small is read
   * here and compared with its checksum; of the rest the last octets are held back when they turn
   * out to be wrong, and from then on the message is known to be damaged.
   *
   * @throws ContentLost when they cannot
   */
  void demandContent() {
    Content stored = source.content(view, columns.uid());
    stored.requireReadable();
    content = stored.size() <= OctetStream.PIECE ? held(stored) : stored;
  }

  private static Content held(Content stored) {
    byte[] octets = new byte[(int) stored.size()];
    int count = stored.read(0, ByteBuffer.wrap(octets));
    if (count < octets.length) {
      throw new ContentDamaged(stored.id(), "cut off");
    }
    return new HeldContent(stored.id(), octets);
  }

  /** Its octets. */
  Content content() {
    if (content == null) {
      content = source.content(view, columns.uid());
    }
    return content;
  }

  /** Writes some of the octets as a literal, without NUL, now or before the next item. */
  void literal(long offset, long length, Responses out) {
    out.literalHead(length);
    if (content() instanceof HeldContent held) {
      held(Char8.of(held.octets()), offset, length, out);
    } else {
      send(new Char8.Stream(new ContentStream(content(), offset, length)));
    }
  }

  /** The same as they are, as a {@code literal8}. */
  void literal8(long offset, long length, Responses out) {
    out.text('~').literalHead(length);
    if (content() instanceof HeldContent held) {
      held(held.octets(), offset, length, out);
    } else {
      send(new ContentStream(content(), offset, length));
    }
  }

  private void held(byte[] octets, long offset, long length, Responses out) {
    out.octets(octets, (int) offset, (int) length);
    written += (int) length;
  }

  /** How many octets were written since this was asked last. */
  int takeWritten() {
    int count = written;
    written = 0;
    return count;
  }

  /** Octets that are to be sent before the next item. */
  Optional<OctetStream> stream() {
    return stream;
  }

  /** These octets are to be sent before the next item. */
  void send(OctetStream octets) {
    stream = Optional.of(octets);
  }

  /** The octets were sent. */
  void sent() {
    stream = Optional.empty();
  }

  /** Whether an item could not be decoded. */
  boolean undecodable() {
    return undecodable;
  }

  /** An item cannot be decoded. */
  void failDecoding() {
    undecodable = true;
  }
}
