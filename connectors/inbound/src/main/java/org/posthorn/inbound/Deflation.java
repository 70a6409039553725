package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what leaves: raw DEFLATE without header and end. RFC 4978 §3, RFC 1951. For one thread
 * at a time.
 */
final class Deflation implements AutoCloseable {
  private static final int ROOM = 1024;
  private static final byte[] NOTHING = {};

  private @Nullable Deflater deflater;
  private volatile boolean ready;
  private boolean unflushed;

  /**
   * Compresses octets, which are released.
   *
   * @param flush whether the peer must be able to read all so far
   * @return what is to be sent now; may be empty
   */
  ByteBuf pack(ByteBuf plain, boolean flush, ByteBufAllocator allocator) {
    int size = plain.readableBytes();
    ByteBuf packed = allocator.buffer(ROOM + size / 4);
    try {
      Deflater open = open();
      open.setInput(plain.nioBuffer());
      unflushed |= size > 0;
      int mode = flush && unflushed ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
      boolean full = true;
      while (full) { // output that fits exactly may not be all. Deflater.deflate
        packed.ensureWritable(ROOM);
        ByteBuffer room = packed.nioBuffer(packed.writerIndex(), packed.writableBytes());
        int count = open.deflate(room, mode);
        full = !room.hasRemaining();
        packed.writerIndex(packed.writerIndex() + count);
      }
      open.setInput(NOTHING); // the buffer is not kept
      unflushed &= !flush;
      return packed;
    } finally {
      plain.release();
    }
  }

  private Deflater open() {
    Deflater open = deflater;
    if (open == null) {
      open = new Deflater(Deflater.BEST_SPEED, true);
      deflater = open;
      ready = true;
    }
    return open;
  }

  /** Whether the peer cannot read all that was packed yet. */
  boolean unflushed() {
    return unflushed;
  }

  /** Whether {@link #rest()} would free memory. From any thread. */
  boolean ready() {
    return ready;
  }

  /**
   * Frees the compressor's memory, a quarter of a megabyte, until there is more to send: after a
   * flush the peer cannot tell a new compressor from the old, as each block stands for itself.
   */
  void rest() {
    if (!unflushed) {
      close();
    }
  }

  @Override
  public void close() {
    Deflater open = deflater;
    deflater = null;
    ready = false;
    if (open != null) {
      open.end();
    }
  }
}
