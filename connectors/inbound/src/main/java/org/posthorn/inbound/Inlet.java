package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one connection that came and were not read yet. The event loop adds, the worker
 * takes; empty, it holds no buffer.
 */
final class Inlet {
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

  /** Opens and shuts the source; called with the inlet locked, so that no two calls cross. */
  interface Gate {
    /** Whether octets are to be read from now on. */
    void open(boolean open);
  }

  Inlet(Gate gate) {
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
    if (came != null) {
      left = joined(left, came);
    }
    return left;
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
    synchronized (this) {
      leftSize = left == null ? 0 : left.readableBytes();
      limit = Math.max(ENOUGH, backlog);
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

  private static ByteBuf joined(@Nullable ByteBuf first, ByteBuf second) {
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
