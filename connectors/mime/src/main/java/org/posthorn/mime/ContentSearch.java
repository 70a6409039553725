package org.posthorn.mime;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.posthorn.kernel.Content;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.text.HtmlPieces;
import org.posthorn.mime.text.SearchText;
import org.posthorn.mime.text.TextFinder;
import org.posthorn.mime.text.TextStream;

/**
 * Searches one message for text, reading its octets: what {@link MessageFacts#contains} cannot
 * answer. Encodings and charsets are undone, case makes no difference. Bounded in memory: reads at
 * most 256 KiB of the header, and bodies in pieces. Not thread-safe. RFC 9051 §6.4.4.
 */
public final class ContentSearch {
  private static final int PIECE = 32 * 1024;

  private final Content content;
  private final MessageFacts facts;

  /** Searches {@code content}, whose facts these are. */
  public ContentSearch(Content content, MessageFacts facts) {
    this.content = content;
    this.facts = facts;
  }

  /**
   * Whether a field of this name, in any case, has the text in it; any such field will do when the
   * text is empty. RFC 9051 §6.4.4 (HEADER).
   *
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public boolean header(String name, SearchText needle) {
    FieldScanner fields = fields();
    String wanted = name.toLowerCase(Locale.ROOT);
    while (fields.next()) {
      if (fields.named(wanted)
          && (needle.isEmpty()
              || needle.in(EncodedWords.decode(fields.value(HeaderBuffer.MAX_KEPT))))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a text part has the text in it, also of a message inside. RFC 9051 §6.4.4 (BODY).
   *
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public boolean body(SearchText needle) {
    return needle.isEmpty() || anyPart(part -> finder(part, needle));
  }

  /**
   * Whether a header, also that of a part, or a text part has the text in it. RFC 9051 §6.4.4
   * (TEXT).
   *
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public boolean text(SearchText needle) {
    return needle.isEmpty()
        || anyHeader(new HeaderFinder(needle)::in)
        || anyPart(part -> finder(part, needle));
  }

  private boolean anyHeader(Predicate<FieldScanner> found) {
    if (found.test(fields())) {
      return true;
    }
    byte[] header = new byte[0];
    for (Section section : facts.partHeaders()) {
      int length = (int) Math.min(section.length(), HeaderBuffer.MAX_KEPT);
      header = header.length < length ? new byte[length] : header;
      if (found.test(new FieldScanner(header, 0, read(section.offset(), header, length)))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Shows all text that {@link #header}, {@link #body} and {@link #text} can find, not folded.
   *
   * @param overlap how many chars of a piece of a body are shown once more with the next
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  public void show(int overlap, Reader reader) {
    anyHeader(fields -> allShown(fields, reader));
    anyPart(part -> shown(part, overlap, reader));
  }

  private static boolean allShown(FieldScanner fields, Reader reader) {
    while (fields.next()) {
      if (reader.field(HeaderFinder.text(fields))) {
        return true;
      }
    }
    return false;
  }

  /** Is shown the text of a message. */
  public interface Reader {
    /** A field of a header, as {@code name: value}; true when that is enough. */
    boolean field(String text);

    /** The next piece of a text part, as it stands there; true when that is enough. */
    boolean body(String text, boolean html);

    /** What can be read of an HTML part; of a long one, the next piece. */
    void page(String text);
  }

  /** Takes the octets of a part, piece by piece. */
  private interface Sink {
    /** Takes the next; true when that is enough. */
    boolean add(byte[] octets, int from, int to);

    /** There are no more; true when that is enough. */
    boolean end();
  }

  private static Sink finder(LeafPart part, SearchText needle) {
    TextFinder finder = new TextFinder(part.encoding(), part.charset(), needle);
    return new Sink() {
      @Override
      public boolean add(byte[] octets, int from, int to) {
        return finder.add(octets, from, to);
      }

      @Override
      public boolean end() {
        return finder.end();
      }
    };
  }

  private static Sink shown(LeafPart part, int overlap, Reader reader) {
    boolean html = part.mediaType().equals("text/html");
    HtmlPieces pages = new HtmlPieces(reader::page);
    TextStream stream =
        new TextStream(
            part.encoding(),
            part.charset(),
            overlap,
            (text, fresh) -> {
              if (html) {
                pages.add(text, fresh);
              }
              return reader.body(text, html);
            });
    return new Sink() {
      @Override
      public boolean add(byte[] octets, int from, int to) {
        return stream.add(octets, from, to);
      }

      @Override
      public boolean end() {
        boolean enough = stream.end();
        pages.end();
        return enough;
      }
    };
  }

  private boolean anyPart(Function<LeafPart, Sink> sinks) {
    for (LeafPart part : facts.parts()) {
      if (part.mediaType().startsWith("text/") && any(part, sinks.apply(part))) {
        return true;
      }
    }
    return false;
  }

  private FieldScanner fields() {
    byte[] header = new byte[Math.min(facts.headerLength(), HeaderBuffer.MAX_KEPT)];
    int length = read(0, header, header.length);
    return new FieldScanner(header, 0, length);
  }

  private boolean any(LeafPart part, Sink sink) {
    byte[] piece = new byte[(int) Math.min(PIECE, part.length())];
    long end = part.offset() + part.length();
    for (long at = part.offset(); at < end; ) {
      int count = read(at, piece, (int) Math.min(piece.length, end - at));
      if (count == 0) {
        break;
      }
      if (sink.add(piece, 0, count)) {
        return true;
      }
      at += count;
    }
    return sink.end();
  }

  private int read(long offset, byte[] target, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, count);
    int all = 0;
    while (buffer.hasRemaining() && offset + all < content.size()) {
      int more = content.read(offset + all, buffer);
      if (more <= 0) {
        break;
      }
      all += more;
    }
    return all;
  }
}
