package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.BodyGauge;
import org.posthorn.kernel.Content;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.header.HeaderStream;

/**
 * What a client must know of a message's octets before it sends them.
 *
 * @param start where the message starts: after a {@code Return-Path} field that a store put first,
 *     which must not leave the site. RFC 5321 §4.4
 * @param utf8Header whether the header has octets beyond ASCII. RFC 6532
 * @param eightBit whether any part has octets beyond ASCII. RFC 6152
 * @param binary whether it cannot be sent in lines: it has NUL, a CR or LF alone, or a line that is
 *     too long. Only looked for where that was declared. RFC 3030 §3
 */
public record Traits(long start, boolean utf8Header, boolean eightBit, boolean binary) {
  private static final int BLOCK = 32 * 1024;
  private static final int MAX_RETURN_PATH = 4096;

  /**
   * Reads the message once; up to the first octet beyond ASCII in its body, unless it may be
   * binary.
   */
  public static Traits of(Content content, Body declared) {
    long start = afterReturnPath(content);
    Scan scan = new Scan(declared == Body.BINARY);
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long at = start; at < content.size(); ) {
      block.clear();
      int read = content.read(at, block);
      if (read <= 0) {
        break;
      }
      block.flip();
      at += read;
      if (scan.ends(block)) {
        break;
      }
    }
    return new Traits(start, scan.header8, scan.header8 || scan.body8, scan.binary());
  }

  /** The same for octets that start elsewhere. */
  Traits from(long otherStart) {
    return new Traits(otherStart, utf8Header, eightBit, binary);
  }

  private static long afterReturnPath(Content content) {
    byte[] head = new byte[(int) Math.min(content.size(), MAX_RETURN_PATH)];
    int length = content.read(0, ByteBuffer.wrap(head));
    FieldScanner fields = new FieldScanner(head, 0, Math.max(length, 0));
    boolean first = fields.next() && fields.start() == 0;
    return first && fields.named("return-path") && !fields.isLast()
        ? fields.end()
        : 0; // without an end in sight it is not one of the store's
  }

  /** Walks over header and body. */
  private static final class Scan implements HeaderStream.Handler {
    private final boolean mayBeBinary;
    private final BodyGauge gauge = new BodyGauge();
    private final HeaderStream reader = new HeaderStream(this);
    private boolean header8;
    private boolean body8;

    Scan(boolean mayBeBinary) {
      this.mayBeBinary = mayBeBinary;
    }

    private boolean binary() {
      return mayBeBinary && gauge.needed() == Body.BINARY;
    }

    /** Takes a block; true when nothing more can be learnt. */
    private boolean ends(ByteBuffer block) {
      if (mayBeBinary) {
        for (int i = block.position(); i < block.limit(); i++) {
          gauge.add(block.get(i));
        }
      }
      reader.write(block);
      return body8 && !mayBeBinary;
    }

    @Override
    public void field(String name, byte[] octets) {}

    @Override
    public void postmark(byte[] octets) {
      header8 |= beyondAscii(ByteBuffer.wrap(octets));
    }

    @Override
    public void value(ByteBuffer octets) {
      header8 |= beyondAscii(octets);
    }

    @Override
    public void fieldEnd() {}

    @Override
    public void headerEnd(HeaderStream.End end) {}

    @Override
    public void body(ByteBuffer octets) {
      body8 |= beyondAscii(octets);
    }

    private static boolean beyondAscii(ByteBuffer octets) {
      while (octets.hasRemaining()) {
        if (octets.get() < 0) {
          return true;
        }
      }
      return false;
    }
  }
}
