package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Wire;

/**
 * The way back to the peer: collects a call's octets in chunks and hands them to the channel. All
 * that a call writes leaves before what it asks for takes effect, be that TLS or the end.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class SendBuffer implements Wire {
  /** Octets that are collected before they go to the channel. */
  static final int CHUNK = 16 * 1024;

  /** Handed over without a flush at most, so that sending and producing go together. */
  private static final int UNFLUSHED = 64 * 1024;

  /** How long one connection may hold a worker when others wait. */
  private static final long TURN = TimeUnit.MILLISECONDS.toNanos(10);

  /** More than this never waits for a peer, not even when a conversation does not look. */
  static final int MOST = 16 * 1024 * 1024;

  private static final CompletableFuture<?> NO_PAUSE = CompletableFuture.completedFuture(null);

  private final Connection connection;
  private final Channel channel;
  private volatile CompletableFuture<?> pause = NO_PAUSE;
  private volatile boolean holding;
  private @Nullable ByteBuf chunk;
  private int unflushed;
  private volatile long handed;
  private boolean closing;
  private boolean asksForTls;
  private boolean startingTls;
  private volatile @Nullable Deflation deflation;
  private boolean asksForInflation;
  private long turnBegan;
  private boolean begun;
  private boolean passed;
  private boolean computes;

  SendBuffer(Connection connection, Channel channel) {
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
    Deflation compressor = deflation;
    if (compressor != null) {
      full = compressed(compressor, full, flush);
    }
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

  private @Nullable ByteBuf compressed(
      Deflation compressor, @Nullable ByteBuf plain, boolean flush) {
    if (plain == null && !(flush && compressor.unflushed())) {
      return null;
    }
    ByteBuf packed =
        compressor.pack(plain == null ? Unpooled.EMPTY_BUFFER : plain, flush, channel.alloc());
    if (packed.isReadable()) {
      return packed;
    }
    packed.release();
    return null;
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
    return channel.isWritable() && !closing && !paused();
  }

  @Override
  public void pause(CompletableFuture<?> until) {
    holding = false; // first: whoever looks in between sees a pause that is over
    waitFor(until);
  }

  @Override
  public void hold(CompletableFuture<?> until) {
    waitFor(until);
    holding = true;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // waking does not fail
  private void waitFor(CompletableFuture<?> until) {
    pause = until;
    until.whenComplete((result, failure) -> wake());
  }

  /** Whether the conversation waits for something else than the peer. From any thread. */
  boolean paused() {
    return !pause.isDone();
  }

  /** Whether such a pause only slows the peer. From any thread. */
  boolean holding() {
    return holding && paused();
  }

  /** Whether the conversation has not been told yet that the pause is over. On the worker. */
  boolean pausing() {
    return pause != NO_PAUSE;
  }

  /** Whether a pause is over of which the conversation has to be told; once. On the worker. */
  boolean takeEndOfPause() {
    boolean over = pausing() && !paused();
    if (over) {
      pause = NO_PAUSE;
    }
    return over;
  }

  /** A worker is there. */
  void turnBegins() {
    turnBegan = connection.now();
    begun = false;
    passed = false;
  }

  @Override
  public boolean turnOver() {
    boolean first = !begun;
    begun = true;
    return passed || !first && connection.now() - turnBegan > TURN;
  }

  @Override
  public void passTurn(boolean computing) {
    passed = true;
    computes = computing;
    wake();
  }

  /** Whether the conversation has more to do and gives way to others. */
  boolean passed() {
    return passed;
  }

  /** Whether what goes on then is long work. */
  boolean computes() {
    return computes;
  }

  @Override
  public boolean gone() {
    return !channel.isActive();
  }

  @Override
  public boolean inputEnded() {
    return connection.inputEnded();
  }

  @Override
  public boolean countFor(long account, String name) {
    return connection.countFor(account, name);
  }

  @Override
  public void countForAddress() {
    connection.countForAddress();
  }

  @Override
  public void startTls() {
    if (!canStartTls()) {
      throw new IllegalStateException("TLS cannot be started");
    }
    asksForTls = true;
    startingTls = true;
  }

  @Override
  public boolean canStartTls() {
    return !startingTls && !compressing() && connection.canStartTls();
  }

  @Override
  public void compress() {
    if (compressing()) {
      throw new IllegalStateException("compression is active");
    }
    hand(false); // what was written so far leaves as it is
    deflation = new Deflation();
    asksForInflation = true;
  }

  @Override
  public boolean compressing() {
    return deflation != null;
  }

  /** Whether the peer's octets are compressed from now on; once. */
  boolean takeRequestForInflation() {
    boolean asked = asksForInflation;
    asksForInflation = false;
    return asked;
  }

  /** Whether that is still to be taken. */
  boolean asksForInflation() {
    return asksForInflation;
  }

  /** Whether {@link #rest()} would free memory. From any thread. */
  boolean restless() {
    Deflation compressor = deflation;
    return compressor != null && compressor.ready();
  }

  /** Frees what is needed for sending only. */
  void rest() {
    Deflation compressor = deflation;
    if (compressor != null) {
      compressor.rest();
    }
  }

  /** Whether TLS was asked for; once for each time. */
  boolean takeRequestForTls() {
    boolean asked = asksForTls;
    asksForTls = false;
    return asked;
  }

  /** From the request until TLS protects. */
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
    Deflation compressor = deflation;
    if (compressor != null) {
      compressor.close();
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
