package org.posthorn.inbound.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Background;
import org.posthorn.wire.Tls;

/**
 * The server's side of TLS in a channel's pipeline: feeds Bouncy Castle's protocol engine. Steps of
 * the handshake run on a worker, one at a time, records after it on the event loop.
 *
 * <p>Tells the handlers after it of the handshake with {@link SslHandshakeCompletionEvent}, also
 * when it takes too long, and of the peer's end with {@link SslCloseCompletionEvent}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class TlsLayer extends ChannelDuplexHandler {
  private static final int PIECE = 16 * 1024;
  private static final Duration HANDSHAKE = Duration.ofMinutes(1);

  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[PIECE];
        }
      };

  private final Handshake handshake;
  private final Executor workers;
  private final Engine engine = new Engine();
  private @Nullable ChannelHandlerContext context;
  private @Nullable Future<?> deadline;

  /** What came while a worker is at the handshake. */
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;

  private boolean handshaking = true;
  private boolean working;

  /** The peer sends no more. */
  private boolean inputEnded;

  /** Nothing more is read or sent. */
  private boolean ended;

  TlsLayer(Handshake handshake, Executor workers) {
    this.handshake = handshake;
    this.workers = workers;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) throws IOException {
    context = added;
    engine.accept(handshake);
    deadline =
        Background.schedule(
            added.executor(),
            "handshake",
            () -> failed(added, new SSLHandshakeException("handshake takes too long")),
            HANDSHAKE);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    waiting.release();
    waiting = Unpooled.EMPTY_BUFFER;
    stopWaiting();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) throws Exception {
    ended = true;
    stopWaiting();
    super.channelInactive(inactive);
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    ByteBuf octets = (ByteBuf) message;
    if (ended || inputEnded) {
      octets.release();
    } else if (handshaking) {
      keep(octets);
      if (!working) {
        step(reading);
      }
    } else {
      records(reading, octets);
    }
  }

  private void keep(ByteBuf octets) {
    if (!waiting.isReadable()) {
      waiting.release();
      waiting = octets;
    } else {
      waiting.writeBytes(octets);
      octets.release();
    }
  }

  /** Lets a worker feed the engine with what waits; no one else touches the engine meanwhile. */
  private void step(ChannelHandlerContext reading) {
    byte[] octets = new byte[waiting.readableBytes()];
    waiting.readBytes(octets);
    working = true;
    reading.channel().config().setAutoRead(false); // what comes now would only wait
    try {
      Background.execute(
          workers,
          "handshake",
          () -> {
            Throwable failure = offered(octets);
            Background.execute(reading.executor(), "handshake", () -> stepped(reading, failure));
          });
    } catch (Throwable e) { // also when there is no thread to be had
      failed(reading, e);
    }
  }

  private @Nullable Throwable offered(byte[] octets) {
    try {
      engine.offerInput(octets);
      return null;
    } catch (Throwable e) { // whatever it is, the event loop must hear that it is over
      return e;
    }
  }

  private void stepped(ChannelHandlerContext reading, @Nullable Throwable failure) {
    working = false;
    if (ended) {
      return;
    }
    drain(reading);
    if (failure != null) {
      failed(reading, failure);
      return;
    }
    reading.channel().config().setAutoRead(true);
    if (handshake.protection().isPresent()) {
      handshaking = false;
      stopWaiting();
      reading.fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
      records(reading, waiting);
      waiting = Unpooled.EMPTY_BUFFER;
    } else if (waiting.isReadable()) {
      step(reading);
    }
  }

  private void records(ChannelHandlerContext reading, ByteBuf octets) {
    byte[] piece = SCRATCH.get();
    try {
      pass(reading);
      while (octets.isReadable() && !ended && !inputEnded) {
        int size = Math.min(piece.length, octets.readableBytes());
        octets.readBytes(piece, 0, size);
        engine.offerInput(piece, 0, size);
        pass(reading);
      }
      drain(reading);
    } catch (Throwable e) {
      brokenOff(reading, e);
    } finally {
      octets.release();
    }
  }

  /** Hands what was decrypted to the next handler, and the end after the last octet. */
  private void pass(ChannelHandlerContext reading) {
    int size = engine.getAvailableInputBytes();
    if (size > 0) {
      ByteBuf plain = reading.alloc().buffer(size);
      engine.readInput(plain.internalNioBuffer(0, size), size);
      reading.fireChannelRead(plain.writerIndex(size));
    }
    if (engine.inputEnded() && !inputEnded) {
      inputEnded = true;
      reading.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
    }
  }

  /** Sends what the engine has to say. */
  private void drain(ChannelHandlerContext writing) {
    if (engine.getAvailableOutputBytes() > 0) {
      writing.writeAndFlush(encrypted(writing), writing.voidPromise());
    }
  }

  private ByteBuf encrypted(ChannelHandlerContext writing) {
    int size = engine.getAvailableOutputBytes();
    ByteBuf records = writing.alloc().buffer(Math.max(size, 1));
    engine.readOutput(records.internalNioBuffer(0, size), size);
    return records.writerIndex(size);
  }

  @Override
  public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
    ByteBuf plain = (ByteBuf) message;
    try {
      byte[] piece = SCRATCH.get();
      while (plain.isReadable()) {
        int size = Math.min(piece.length, plain.readableBytes());
        plain.readBytes(piece, 0, size);
        engine.writeApplicationData(piece, 0, size);
      }
      writing.write(encrypted(writing), promise);
    } catch (Throwable e) {
      promise.tryFailure(e);
      failed(writing, e);
    } finally {
      plain.release();
    }
  }

  private void brokenOff(ChannelHandlerContext failing, Throwable cause) {
    try {
      drain(failing); // the engine's last words
    } finally {
      failed(failing, cause);
    }
  }

  private void failed(ChannelHandlerContext failing, Throwable cause) {
    if (ended) {
      return;
    }
    ended = true;
    stopWaiting();
    if (handshaking) {
      failing.fireUserEventTriggered(new SslHandshakeCompletionEvent(cause));
    } else {
      failing.fireExceptionCaught(cause);
    }
  }

  /** Says that nothing more comes; done when that has left. RFC 8446 §6.1. */
  public ChannelFuture closeOutbound() {
    ChannelHandlerContext closing = context;
    if (closing == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    boolean free = !ended && !working;
    ended = true;
    if (!free) {
      return closing.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }
    try {
      engine.close();
      return closing.writeAndFlush(encrypted(closing));
    } catch (IOException e) {
      return closing.newFailedFuture(e);
    }
  }

  /** The protection, once the handshake is done. */
  public Tls protection() {
    return handshake.protection().orElseThrow();
  }
}
