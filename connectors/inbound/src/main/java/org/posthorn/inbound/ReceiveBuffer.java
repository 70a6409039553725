package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one connection that came and were not read yet. The event loop adds, the worker
 * takes; empty, it holds no buffer.
 */
final class ReceiveBuffer {
  /** Reading stops when more than this waits, if the conversation does not need more. */
  static final int ENOUGH = 64 * 1024;

  /** What came since the worker last looked. */
  private @Nullable ByteBuf fresh;

  /** What the worker left; touched by the worker only. */
  private @Nullable ByteBuf left;

  private int leftSize;
  private int limit = ENOUGH;
  private boolean dropping;
  private boolean paused;
  private final Gate gate;

  /** When set, what came is compressed and {@link #left} is not; touched by the worker only. */
  private @Nullable Inflation inflation;

  private ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
  private boolean broken;

  /** Opens and shuts the source; called with the inlet locked, so that no two calls cross. */
  interface Gate {
    /** Whether octets are to be read from now on. */
    void open(boolean open);
  }

  ReceiveBuffer(Gate gate) {
    this.gate = gate;
  }

  /** Takes over a buffer, and shuts the gate when that is enough for now. */
  synchronized void add(ByteBuf octets) {
    if (dropping) {
      octets.release();
      return;
    }
    fresh = joined(fresh, octets);
    if (!paused && leftSize + fresh.readableBytes() > limit) {
      paused = true;
      gate.open(false);
    }
  }

  /** All that waits, or null. The buffer still belongs to the inlet: answer with {@link #keep}. */
  @Nullable ByteBuf look() {
    ByteBuf came;
    synchronized (this) {
      came = fresh;
      fresh = null;
    }
    Inflation compressed = inflation;
    if (compressed != null) {
      inflate(compressed, came);
    } else if (came != null) {
      left = joined(left, came);
    }
    return left;
  }

  /** What the worker has left, and all that comes, is compressed from here on. */
  void compressed(ByteBufAllocator plainBy) {
    allocator = plainBy;
    Inflation started = new Inflation();
    inflation = started;
    ByteBuf rest = left;
    left = null;
    if (rest != null) {
      started.add(rest);
    }
  }

  /** Whether more than was seen can be had at once, without octets from the peer. */
  boolean more() {
    return inflation != null && inflation.more();
  }

  /** Whether what came cannot be decompressed. */
  boolean broken() {
    return broken;
  }

  /** In steps, and never more than may wait: a bomb stays packed. */
  private void inflate(Inflation compressed, @Nullable ByteBuf came) {
    if (came != null) {
      compressed.add(came);
    }
    int room = Math.min(ENOUGH, limit - sizeOf(left));
    if (room <= 0 || broken || !compressed.more()) {
      return;
    }
    try {
      ByteBuf plain = compressed.take(room, allocator);
      if (plain != null) {
        left = joined(left, plain);
      } else {
        settle(limit); // all of it was empty blocks: go on reading
      }
    } catch (DataFormatException e) {
      broken = true;
    }
  }

  /**
   * Keeps what is still readable of what {@link #look} gave, and opens the gate again if it was
   * shut.
   *
   * @param backlog how much may wait before reading stops, when that is more than {@link #ENOUGH}
   */
  void keep(int backlog) {
    ByteBuf rest = left;
    if (rest != null) {
      left = trimmed(rest);
    }
    settle(Math.max(ENOUGH, backlog));
  }

  private void settle(int most) {
    int packed = inflation == null ? 0 : inflation.waiting();
    synchronized (this) {
      leftSize = sizeOf(left) + packed;
      limit = most;
      if (paused && leftSize + sizeOf(fresh) <= limit) {
        paused = false;
        gate.open(true);
      }
    }
  }

  /** Whether something waits. For the worker. */
  boolean waiting() {
    synchronized (this) {
      return left != null || fresh != null;
    }
  }

  /** Throws away what waits and, until {@link #accept()}, all that comes. For the worker. */
  void drop() {
    release(left);
    left = null;
    if (inflation != null) {
      inflation.close();
      inflation = null;
    }
    synchronized (this) {
      release(fresh);
      fresh = null;
      leftSize = 0;
      dropping = true;
      paused = false;
    }
  }

  /** Ends {@link #drop()}. */
  synchronized void accept() {
    dropping = false;
  }

  static ByteBuf joined(@Nullable ByteBuf first, ByteBuf second) {
    if (first == null) {
      return second;
    }
    first.discardSomeReadBytes();
    first.writeBytes(second);
    second.release();
    return first;
  }

  /** A few octets do not hold on to a large buffer; none hold none. */
  private static @Nullable ByteBuf trimmed(ByteBuf buffer) {
    int size = buffer.readableBytes();
    if (size > 0 && buffer.capacity() <= 4 * size + 256) {
      return buffer;
    }
    ByteBuf small = size == 0 ? null : buffer.alloc().buffer(size).writeBytes(buffer);
    buffer.release();
    return small;
  }

  private static int sizeOf(@Nullable ByteBuf buffer) {
    return buffer == null ? 0 : buffer.readableBytes();
  }

  private static void release(@Nullable ByteBuf buffer) {
    if (buffer != null) {
      buffer.release();
    }
  }
}
