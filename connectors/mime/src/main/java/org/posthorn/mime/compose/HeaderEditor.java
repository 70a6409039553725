package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mime.header.FieldScanner;

/**
 * Changes the header of a message on its way to another sink; the body passes through untouched.
 * Holds the header, 256 KiB at most, until it has ended. For one thread at a time.
 */
public final class HeaderEditor implements ContentSink {
  /** Longest header in octets. */
  public static final int MAX_HEADER = 256 * 1024;

  private static final byte[] LINE_END = {'\r', '\n'};

  private final ContentSink target;
  private final HeaderEdits edits;
  private byte[] header = new byte[2048];
  private int length;
  private int lineStart;
  private long size;
  private boolean tooLarge;
  private Optional<HeaderSeen> seen = Optional.empty();

  /** Writes the changed message to {@code target}. */
  public HeaderEditor(ContentSink target, HeaderEdits edits) {
    this.target = target;
    this.edits = edits;
  }

  /** What the header said; empty until it has ended. */
  public Optional<HeaderSeen> seen() {
    return seen;
  }

  /** Whether the header is longer than {@link #MAX_HEADER}: nothing was stored, discard it. */
  public boolean tooLarge() {
    return tooLarge;
  }

  @Override
  public void write(ByteBuffer octets) {
    size += octets.remaining();
    if (seen.isEmpty() && !tooLarge) {
      fill(octets);
    }
    if (tooLarge) {
      octets.position(octets.limit());
    } else if (octets.hasRemaining()) {
      target.write(octets);
    }
  }

  // takes octets of the header, up to the end of its empty line
  private void fill(ByteBuffer octets) {
    while (octets.hasRemaining()) {
      byte b = octets.get();
      if (length == MAX_HEADER) {
        tooLarge = true;
        return;
      }
      if (length == header.length) {
        header = Arrays.copyOf(header, length * 2);
      }
      header[length++] = b;
      if (b == '\n') {
        int line = length - lineStart;
        if (line == 1 || line == 2 && header[lineStart] == '\r') {
          headerEnds(lineStart);
          return;
        }
        lineStart = length;
      }
    }
  }

  private void headerEnds(int end) {
    HeaderSeen found = HeaderSeen.in(new FieldScanner(header, 0, end));
    seen = Optional.of(found);
    put(edits.prefix());
    copyKept(end);
    if (!found.date()) {
      edits.dateIfMissing().ifPresent(date -> put("Date: " + date + "\r\n"));
    }
    if (found.messageId().isEmpty()) {
      edits.messageIdIfMissing().ifPresent(id -> put("Message-ID: " + id + "\r\n"));
    }
    target.write(ByteBuffer.wrap(LINE_END));
    header = new byte[0];
  }

  private void copyKept(int end) {
    int from = 0;
    FieldScanner fields = new FieldScanner(header, 0, end);
    while (!edits.removed().isEmpty() && fields.next()) {
      if (edits.removed().contains(fields.name())) {
        put(from, fields.start());
        from = fields.end();
      }
    }
    put(from, end);
    if (from < end && header[end - 1] != '\n') {
      target.write(ByteBuffer.wrap(LINE_END));
    }
  }

  private void put(int from, int to) {
    if (from < to) {
      target.write(ByteBuffer.wrap(header, from, to - from));
    }
  }

  private void put(String text) {
    if (!text.isEmpty()) {
      target.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
  }

  /** How many octets came in; the changed message may have more or fewer. */
  @Override
  public long size() {
    return size;
  }

  /**
   * Ends the message; one without a body gets its empty line.
   *
   * @throws IllegalStateException when the header was {@linkplain #tooLarge() too large}
   */
  @Override
  public Content finish() {
    if (tooLarge) {
      throw new IllegalStateException("the header is too large to be stored");
    }
    if (seen.isEmpty()) {
      headerEnds(length);
    }
    return target.finish();
  }

  @Override
  public void discard() {
    target.discard();
  }
}
