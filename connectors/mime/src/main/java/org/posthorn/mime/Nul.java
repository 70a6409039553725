package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;

/**
 * Parts with NUL in them. BODY[…] cannot give such octets, because no literal has NUL (RFC 9051 §9,
 * {@code CHAR8}), so they are kept in base64; BINARY[…] gives them as they came. RFC 3516 §4.4.
 */
public final class Nul {
  private static final int PIECE = 64 * 1024;
  private static final int MAX_HEADER = 1024 * 1024;
  private static final Set<String> PLAIN = Set.of("", "7bit", "8bit", "binary");
  private static final String FIELD = "content-transfer-encoding:";
  private static final byte[] BASE64 =
      "Content-Transfer-Encoding: base64\r\n\r\n".getBytes(US_ASCII);

  private final Content octets;
  private final ContentSink sink;
  private long copied;

  private Nul(Content octets, ContentSink sink) {
    this.octets = octets;
    this.sink = sink;
  }

  /** Whether a NUL is among octets, which stay. */
  public static boolean in(ByteBuffer octets) {
    for (int i = octets.position(); i < octets.limit(); i++) {
      if (octets.get(i) == 0) {
        return true;
      }
    }
    return false;
  }

  /** The message with the parts that have NUL in base64; itself when that cannot be done. */
  public static Content encoded(Content octets, Supplier<ContentSink> sinks) {
    MessageFacts facts = facts(octets);
    List<LeafPart> parts =
        facts.parts().stream().filter(part -> needed(part) && hasNul(octets, part)).toList();
    if (parts.isEmpty() || parts.stream().anyMatch(part -> header(octets, facts, part).isEmpty())) {
      return octets;
    }
    ContentSink sink = sinks.get();
    try {
      Nul copy = new Nul(octets, sink);
      for (LeafPart part : parts) {
        copy.encode(part, facts);
      }
      copy.copyTo(octets.size());
    } catch (RuntimeException e) {
      sink.discard();
      throw e;
    }
    return sink.finish();
  }

  private static MessageFacts facts(Content octets) {
    FactsReader reader = new FactsReader();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (long at = 0; at < octets.size(); at += piece.limit()) {
      reader.feed(read(octets, at, octets.size(), piece));
    }
    return reader.finish();
  }

  private static ByteBuffer read(Content octets, long from, long to, ByteBuffer piece) {
    piece.clear().limit((int) Math.min(PIECE, to - from));
    if (octets.read(from, piece) <= 0) {
      throw new IllegalStateException("content is shorter than its size, id=" + octets.id());
    }
    return piece.flip();
  }

  // a message in a message must not be in base64: its parts are. RFC 2046 §5.2.1
  private static boolean needed(LeafPart part) {
    return PLAIN.contains(part.encoding()) && !part.mediaType().startsWith("message/");
  }

  private static boolean hasNul(Content octets, LeafPart part) {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long end = part.offset() + part.length();
    for (long at = part.offset(); at < end; at += piece.limit()) {
      if (in(read(octets, at, end, piece))) {
        return true;
      }
    }
    return false;
  }

  /** Where the header of a part is, when it ends with an empty line before the part. */
  private static Optional<Section> header(Content octets, MessageFacts facts, LeafPart part) {
    int[] path = Stream.of(part.path().split("\\.")).mapToInt(Integer::parseInt).toArray();
    return facts
        .section(path, Part.MIME)
        .filter(header -> header.offset() + header.length() == part.offset())
        .filter(header -> header.length() >= 2 && header.length() <= MAX_HEADER)
        .filter(header -> text(octets, header).endsWith("\r\n"));
  }

  private static String text(Content octets, Section section) {
    ByteBuffer text = ByteBuffer.allocate((int) section.length());
    octets.read(section.offset(), text);
    return new String(text.array(), ISO_8859_1);
  }

  private void encode(LeafPart part, MessageFacts facts) {
    Section header = header(octets, facts, part).orElseThrow();
    copyTo(header.offset());
    sink.write(ByteBuffer.wrap(withoutEncoding(text(octets, header)).getBytes(ISO_8859_1)));
    sink.write(ByteBuffer.wrap(BASE64));
    copied = part.offset();
    long end = part.offset() + part.length();
    try (OutputStream encoder = Base64.getMimeEncoder().wrap(new SinkStream(sink))) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (copied < end) {
        read(octets, copied, end, piece);
        encoder.write(piece.array(), 0, piece.limit());
        copied += piece.limit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields but the encoding, without the empty line at the end. */
  private static String withoutEncoding(String header) {
    StringBuilder kept = new StringBuilder();
    boolean drops = false;
    for (String line : header.substring(0, header.length() - 2).split("(?<=\n)")) {
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      drops = folded ? drops : line.toLowerCase(Locale.ROOT).startsWith(FIELD);
      kept.append(drops ? "" : line);
    }
    return kept.toString();
  }

  private void copyTo(long end) {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (copied < end) {
      read(octets, copied, end, piece);
      copied += piece.limit();
      sink.write(piece);
    }
  }

  /** Gathers what the encoder writes piece by piece. */
  private static final class SinkStream extends OutputStream {
    private final ContentSink sink;

    SinkStream(ContentSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) {
      sink.write(ByteBuffer.wrap(new byte[] {(byte) octet}));
    }

    @Override
    public void write(byte[] octets, int from, int count) {
      sink.write(ByteBuffer.wrap(octets, from, count));
    }
  }
}
