package org.posthorn.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.Section;

/** The octets of a message that a URL names, as BODY[…] would give them. RFC 5092, RFC 4469 §3. */
public final class Excerpt {
  private static final int PIECE = 64 * 1024;

  private final FetchMessage message;
  private final Section octets;
  private final byte[] chosen;

  private Excerpt(FetchMessage message, Section octets, byte[] chosen) {
    this.message = message;
    this.octets = octets;
    this.chosen = chosen;
  }

  /** What the URL names in a mailbox; empty when there is no such message or part. */
  public static Optional<Excerpt> of(MailboxView view, MessageUrl url, MessageSource source) {
    int index = view.indexOf(url.uid());
    if (index < 0) {
      return Optional.empty();
    }
    MailboxCursor columns = view.cursor(index);
    columns.next();
    FetchMessage message = new FetchMessage(view, columns, source);
    message.head(source.heads(view, url.uid()).get(0));
    message.demandContent();
    return new SectionFinder(url.section())
        .find(message)
        .map(found -> excerpt(message, found, url));
  }

  private static Excerpt excerpt(FetchMessage message, Section found, MessageUrl url) {
    boolean chooses = OctetsWriter.chooses(url.section());
    byte[] chosen =
        chooses
            ? OctetsWriter.fields(url.section()).select(OctetsWriter.header(message, found))
            : new byte[0];
    long size = chooses ? chosen.length : found.length();
    long skip = Math.min(url.partial().map(Partial::offset).orElse(0L), size);
    long length = Math.min(url.partial().map(Partial::length).orElse(size), size - skip);
    long start = chooses ? 0 : found.offset();
    return new Excerpt(message, new Section(start + skip, length), chosen);
  }

  /** How many. */
  public long size() {
    return octets.length();
  }

  /**
   * Reads some of them.
   *
   * @param at from this one on, less than {@link #size}
   * @return how many were read
   */
  public int read(long at, byte[] target) {
    int count = (int) Math.min(target.length, size() - at);
    if (count <= 0) {
      return 0;
    }
    if (chosen.length > 0) {
      System.arraycopy(chosen, (int) (octets.offset() + at), target, 0, count);
      return count;
    }
    return new ContentStream(message.content(), octets.offset() + at, count).read(target);
  }

  /** Writes them. */
  public void writeTo(ContentSink sink) {
    if (chosen.length > 0) {
      sink.write(ByteBuffer.wrap(chosen, (int) octets.offset(), (int) octets.length()));
      return;
    }
    ContentStream stream = new ContentStream(message.content(), octets.offset(), octets.length());
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, octets.length()))];
    int count = stream.read(piece);
    while (count > 0) {
      sink.write(ByteBuffer.wrap(piece, 0, count));
      count = stream.read(piece);
    }
  }
}
