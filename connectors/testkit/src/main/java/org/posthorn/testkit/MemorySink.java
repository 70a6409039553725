package org.posthorn.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;

/** A sink into memory that can run full and minds its contract: it ends once. */
public final class MemorySink implements ContentSink {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final long room;
  private int largestWrite;
  private State state = State.OPEN;

  /** What became of the sink. */
  public enum State {
    /** It still takes octets. */
    OPEN,
    /** {@link #finish(byte[])} was called. */
    FINISHED,
    /** {@link #discard()} was called. */
    DISCARDED
  }

  /** A sink without limit. */
  public MemorySink() {
    this(Long.MAX_VALUE);
  }

  /** A sink that fails like a full disk after some octets. */
  public MemorySink(long room) {
    this.room = room;
  }

  @Override
  public void write(ByteBuffer more) {
    requireOpen();
    largestWrite = Math.max(largestWrite, more.remaining());
    if (room == 0 || size() + more.remaining() > room) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }
    byte[] copy = new byte[more.remaining()];
    more.get(copy);
    octets.writeBytes(copy);
  }

  @Override
  public long size() {
    return octets.size();
  }

  @Override
  public Content finish(byte[] prefix) {
    requireOpen();
    state = State.FINISHED;
    return new MemoryContent(System.identityHashCode(this), whole(prefix));
  }

  private byte[] whole(byte[] prefix) {
    ByteBuffer whole = ByteBuffer.allocate(prefix.length + octets.size());
    return whole.put(prefix).put(octets.toByteArray()).array();
  }

  @Override
  public void discard() {
    requireOpen();
    state = State.DISCARDED;
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("The sink was " + state);
    }
  }

  /** What became of it. */
  public State state() {
    return state;
  }

  /** The most octets that came at once. */
  public int largestWrite() {
    return largestWrite;
  }
}
