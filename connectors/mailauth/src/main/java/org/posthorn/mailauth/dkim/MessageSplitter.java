package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Parts the octets of a message into header and body while they stream by. Holds the header, up to
 * {@link #MAX_HEADER}. Not thread-safe.
 */
public final class MessageSplitter {
  /** Longer headers are cut, and nothing is said about such messages. */
  public static final int MAX_HEADER = 1024 * 1024;

  private static final int END = 4; // CR LF CR LF

  private final Consumer<RawHeader> onHeader;
  private final Consumer<ByteBuffer> onBody;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(4096);
  private int matched = 2; // an empty line at the beginning is the end, too
  private boolean inBody;
  private boolean tooLong;

  /**
   * @param onHeader gets the header once
   * @param onBody gets the body in pieces after that; takes all octets of each
   */
  public MessageSplitter(Consumer<RawHeader> onHeader, Consumer<ByteBuffer> onBody) {
    this.onHeader = onHeader;
    this.onBody = onBody;
  }

  /** Takes the next octets. */
  public void feed(ByteBuffer octets) {
    int start = octets.position();
    while (!inBody && octets.hasRemaining()) {
      byte octet = octets.get();
      byte expected = (byte) (matched % 2 == 0 ? '\r' : '\n');
      matched = octet == expected ? matched + 1 : octet == '\r' ? 1 : 0;
      if (matched == END) {
        keep(octets, start);
        headerEnded();
      }
    }
    if (!inBody) {
      keep(octets, start);
    } else if (octets.hasRemaining()) {
      onBody.accept(octets);
    }
  }

  private void keep(ByteBuffer octets, int start) {
    int length = Math.min(octets.position() - start, MAX_HEADER - header.size());
    tooLong |= length < octets.position() - start;
    byte[] kept = new byte[length];
    octets.get(start, kept);
    header.writeBytes(kept);
  }

  private void headerEnded() {
    inBody = true;
    onHeader.accept(RawHeader.parse(header.toString(ISO_8859_1)));
  }

  /** The message has ended, perhaps within its header. */
  public void finish() {
    if (!inBody) {
      headerEnded();
    }
  }

  /** Whether the header is longer than what was kept of it. */
  public boolean tooLong() {
    return tooLong;
  }
}
