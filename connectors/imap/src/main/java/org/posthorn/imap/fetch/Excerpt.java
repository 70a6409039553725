package org.posthorn.imap.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.imap.command.FetchItem.Partial;
import org.posthorn.imap.command.MessageUrl;
import org.posthorn.imap.command.SectionSpec.Text;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.Section;

/** The octets of a message that a URL names, as BODY[…] would give them. RFC 5092, RFC 4469 §3. */
public final class Excerpt {
  private static final int PIECE = 64 * 1024;

  private final FetchMessage message;
  private final MessageUrl url;
  private final Section found;
  private final Section octets;
  private final byte[] chosen;
  private Optional<NulScan> scan = Optional.empty();

  private Excerpt(
      FetchMessage message, MessageUrl url, Section found, Section octets, byte[] chosen) {
    this.message = message;
    this.url = url;
    this.found = found;
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
    return new Excerpt(message, url, found, new Section(start + skip, length), chosen);
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

  /** The octets as they are. */
  public ExcerptOctets stored() {
    return new ExcerptOctets(size(), false, stream());
  }

  private OctetStream stream() {
    Content all =
        chosen.length > 0 ? new HeldContent(message.content().id(), chosen) : message.content();
    return new ContentStream(all, octets.offset(), size());
  }

  /**
   * Reads a piece of what {@link #decoded()} needs to have read, so that a large part is not read
   * in one step.
   *
   * @return false when nothing is left to be read
   */
  public boolean prepare() {
    String encoding = encoding();
    boolean known =
        DecodedWriter.PLAIN.contains(encoding) || DecodedWriter.ENCODED.contains(encoding);
    return known && scan(encoding).step();
  }

  private NulScan scan(String encoding) {
    NulScan begun =
        scan.orElseGet(
            () ->
                new NulScan(
                    DecodedWriter.PLAIN.contains(encoding) ? stream() : withoutEncoding(encoding)));
    scan = Optional.of(begun);
    return begun;
  }

  /**
   * The octets without the content transfer encoding of their part; what is no part with octets of
   * its own has none. RFC 5524 §3.1
   *
   * @return empty when the encoding is not known
   */
  public Optional<ExcerptOctets> decoded() {
    String encoding = encoding();
    if (DecodedWriter.PLAIN.contains(encoding)) {
      return Optional.of(new ExcerptOctets(size(), scan(encoding).nul(), stream()));
    }
    if (!DecodedWriter.ENCODED.contains(encoding)) {
      return Optional.empty();
    }
    NulScan all = scan(encoding);
    long skip = Math.min(url.partial().map(Partial::offset).orElse(0L), all.size());
    long length =
        Math.min(url.partial().map(Partial::length).orElse(all.size()), all.size() - skip);
    return Optional.of(
        new ExcerptOctets(
            length, all.nul(), new PartialStream(withoutEncoding(encoding), skip, length)));
  }

  private OctetStream withoutEncoding(String encoding) {
    return new DecodedStream(
        new ContentStream(message.content(), found.offset(), found.length()), encoding);
  }

  private String encoding() {
    String path =
        url.section().path().stream().map(String::valueOf).collect(Collectors.joining("."));
    return url.section().text() != Text.CONTENT
        ? ""
        : message.facts().parts().stream()
            .filter(leaf -> leaf.path().equals(path))
            .map(LeafPart::encoding)
            .filter(any -> !path.isEmpty())
            .findFirst()
            .orElse("");
  }

  /**
   * What is known of the part that it is of, as BODYSTRUCTURE has it.
   *
   * @param decoded whether the octets are given without their encoding
   * @return empty when the message has no such part
   */
  public Optional<byte[]> structure(boolean decoded) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    message.facts().storedParts(whole::write);
    PartStructure structure = new PartStructure(whole.toByteArray());
    List<Integer> path = url.section().path();
    return decoded && DecodedWriter.ENCODED.contains(encoding())
        ? structure.decoded(path, scan(encoding()).size())
        : structure.of(path);
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
