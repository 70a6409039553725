package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Wire;

/**
 * The way back to the peer: collects a call's octets in chunks and hands them to the channel. All
 * that a call writes leaves before what it asks for takes effect, be that TLS or the end.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Outlet implements Wire {
  /** Octets that are collected before they go to the channel. */
  static final int CHUNK = 16 * 1024;

  /** Handed over without a flush at most, so that sending and producing go together. */
  private static final int UNFLUSHED = 64 * 1024;

  /** More than this never waits for a peer, not even when a conversation does not look. */
  static final int MOST = 16 * 1024 * 1024;

  private final Connection connection;
  private final Channel channel;
  private @Nullable ByteBuf chunk;
  private int unflushed;
  private volatile long handed;
  private boolean closing;
  private boolean startingTls;

  Outlet(Connection connection, Channel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      ByteBuf target = room(end - from);
      int size = Math.min(end - from, CHUNK - target.readableBytes());
      target.writeBytes(octets, from, size);
      from += size;
    }
  }

  @Override
  public void write(ByteBuffer octets) {
    while (octets.hasRemaining()) {
      ByteBuf target = room(octets.remaining());
      int size = Math.min(octets.remaining(), CHUNK - target.readableBytes());
      target.writeBytes(octets.slice(octets.position(), size));
      octets.position(octets.position() + size);
    }
  }

  private ByteBuf room(int wanted) {
    if (chunk != null && chunk.readableBytes() >= CHUNK) {
      hand(false);
    }
    if (chunk == null) {
      chunk = channel.alloc().buffer(Math.min(CHUNK, Math.max(256, wanted)));
    }
    return chunk;
  }

  private void hand(boolean flush) {
    ByteBuf full = chunk;
    chunk = null;
    if (full == null) {
      if (flush && unflushed > 0) {
        unflushed = 0;
        channel.flush();
      }
      return;
    }
    int size = full.readableBytes();
    long sum = handed + size; // one writer: the worker
    handed = sum;
    unflushed += size;
    if (flush || unflushed > UNFLUSHED) {
      unflushed = 0;
      channel.writeAndFlush(full, channel.voidPromise());
    } else {
      channel.write(full, channel.voidPromise());
    }
    if (pending() > MOST) {
      connection.abort("output");
      closing = true;
    }
  }

  /** Octets on their way that the peer has not taken. From any thread. */
  long pending() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Octets that were given to the channel so far. From any thread. */
  long handed() {
    return handed;
  }

  @Override
  public void flush() {
    hand(true);
  }

  @Override
  public boolean writable() {
    return channel.isWritable() && !closing && !startingTls; // RFC 3207 §4.2
  }

  @Override
  public void startTls() {
    if (!canStartTls()) {
      throw new IllegalStateException("TLS cannot be started");
    }
    startingTls = true;
  }

  @Override
  public boolean canStartTls() {
    return !startingTls && connection.canStartTls();
  }

  boolean startingTls() {
    return startingTls;
  }

  void tlsStarted() {
    startingTls = false;
  }

  @Override
  public void close() {
    closing = true;
  }

  boolean closing() {
    return closing;
  }

  /** Throws away what was not handed over. */
  void release() {
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }

  @Override
  public void wake() {
    connection.wake();
  }

  @Override
  public Peer peer() {
    return connection.peer();
  }
}
