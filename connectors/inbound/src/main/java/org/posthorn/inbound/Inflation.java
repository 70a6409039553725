package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses what comes, no more at a time than is asked for: raw DEFLATE without header and end.
 * RFC 4978 §3, RFC 1951. For one thread at a time.
 */
final class Inflation implements AutoCloseable {
  private static final int FIRST = 1024;
  private static final byte[] NOTHING = {};

  /**
   * A stream may grow {@link #RATIO}-fold plus this much, which is more than the largest message:
   * what is beyond was made to keep the server busy.
   */
  private static final long ALLOWANCE = 256L << 20;

  private static final long RATIO = 100;

  private final Inflater inflater = new Inflater(true);

  /** Compressed octets that were not needed yet. */
  private @Nullable ByteBuf packed;

  private boolean more;

  /** Takes over compressed octets. */
  void add(ByteBuf octets) {
    packed = ReceiveBuffer.joined(packed, octets);
  }

  /** How many compressed octets wait. */
  int waiting() {
    return packed == null ? 0 : packed.readableBytes();
  }

  /** Whether {@link #take} would give more without further octets from the peer. */
  boolean more() {
    return more || waiting() > 0;
  }

  /**
   * Decompresses all that the octets so far carry, be the flush at their end a partial one, but at
   * most so much.
   *
   * @return null when that is nothing
   * @throws DataFormatException when the octets are no DEFLATE, the stream ends, or it is a bomb
   */
  @Nullable ByteBuf take(int most, ByteBufAllocator allocator) throws DataFormatException {
    ByteBuf plain = allocator.buffer(Math.min(most, FIRST + 4 * waiting()));
    try {
      ByteBuf input = packed;
      if (input != null) {
        ByteBuffer view = input.nioBuffer();
        inflater.setInput(view);
        fill(plain, most);
        input.skipBytes(input.readableBytes() - view.remaining());
        inflater.setInput(NOTHING); // the buffer is not kept
      } else {
        fill(plain, most);
      }
      check();
    } catch (DataFormatException e) {
      plain.release();
      throw e;
    }
    forgetEmpty();
    if (plain.isReadable()) {
      return plain;
    }
    plain.release();
    return null;
  }

  private void fill(ByteBuf plain, int most) throws DataFormatException {
    int count = 1;
    while (count > 0 && plain.readableBytes() < most) {
      int wanted = most - plain.readableBytes();
      plain.ensureWritable(Math.min(wanted, FIRST));
      int size = Math.min(wanted, plain.writableBytes());
      ByteBuffer room = plain.nioBuffer(plain.writerIndex(), size);
      count = inflater.inflate(room);
      plain.writerIndex(plain.writerIndex() + count);
    }
    more = plain.readableBytes() == most;
  }

  private void check() throws DataFormatException {
    if (inflater.finished() || inflater.needsDictionary()) {
      throw new DataFormatException("stream ended"); // RFC 4978 §3: it lasts as long as IMAP does
    }
    if (inflater.getBytesWritten() > ALLOWANCE + RATIO * inflater.getBytesRead()) {
      throw new DataFormatException("bomb");
    }
  }

  private void forgetEmpty() {
    ByteBuf input = packed;
    if (input != null && !input.isReadable()) {
      input.release();
      packed = null;
    }
  }

  @Override
  public void close() {
    inflater.end();
    ByteBuf input = packed;
    if (input != null) {
      input.release();
      packed = null;
    }
  }
}
