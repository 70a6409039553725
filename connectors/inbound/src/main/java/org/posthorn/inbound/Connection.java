package org.posthorn.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.inbound.tls.TlsLayer;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Wire;

/**
 * The event loop's side of one connection: moves octets between channel and {@link Inlet}, turns
 * what happens into events for {@link Turns}, starts TLS and closes. It never calls the
 * conversation.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Connection extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final long WRITE_PATIENCE = TimeUnit.MINUTES.toNanos(5);
  private static final long LINGER = TimeUnit.SECONDS.toNanos(2);
  private static final long REST_AFTER = TimeUnit.SECONDS.toNanos(10);
  private static final long NONE = Long.MIN_VALUE;

  private final SocketChannel channel;
  private final Listener listener;
  private final Surroundings around;
  private final Inlet inlet;
  private final Outlet outlet;
  private final Turns turns;
  private volatile Peer peer;
  private volatile long quietSince;
  private volatile long patience = Long.MAX_VALUE;
  private volatile long lingerSince = NONE;
  private boolean inputEnded;
  private boolean saidAll;
  private long drained = NONE;
  private long stuckSince;

  Connection(SocketChannel channel, Listener listener, Surroundings around) {
    this.channel = channel;
    this.listener = listener;
    this.around = around;
    this.inlet = new Inlet(channel.config()::setAutoRead);
    this.outlet = new Outlet(this, channel);
    this.turns = new Turns(this, inlet, outlet);
    this.peer = Addresses.peer(channel, around.nextSession());
    this.quietSince = around.now();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (listener.settings().tls() != TlsMode.IMPLICIT) {
      turns.post(Turns.OPENED);
    }
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    quietSince = around.now();
    inlet.add((ByteBuf) message);
    if (lingerSince == NONE) {
      turns.post(Turns.RECEIVED);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      turns.post(Turns.WOKEN);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        secured(context.pipeline().get(TlsLayer.class));
      } else {
        failed(handshake.cause());
      }
    } else if (event instanceof ChannelInputShutdownEvent
        || event instanceof SslCloseCompletionEvent) {
      inputEnded = true;
      if (lingerSince == NONE) {
        turns.post(Turns.ENDED);
      } else if (saidAll) {
        channel.close();
      }
    }
  }

  private void secured(TlsLayer tls) {
    boolean first = listener.settings().tls() == TlsMode.IMPLICIT;
    peer = peer.secured(tls.protection());
    turns.post(first ? Turns.OPENED : Turns.SECURED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failed(cause);
  }

  private void failed(Throwable cause) {
    LOG.log(
        System.Logger.Level.DEBUG, () -> "session=" + session() + " event=broken cause=" + cause);
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    turns.post(Turns.GONE);
    context.fireChannelInactive();
  }

  Conversation converse(Wire wire) {
    return listener.protocol().converse(wire);
  }

  Executor workers() {
    return around.workers();
  }

  Peer peer() {
    return peer;
  }

  String session() {
    return peer.session();
  }

  void wake() {
    turns.post(Turns.WOKEN);
  }

  void stop() {
    turns.post(Turns.STOPPING);
  }

  /** The conversation waits that long for octets. */
  void patience(Duration duration) {
    long nanos = Surroundings.nanos(duration);
    if (nanos != patience) {
      patience = nanos;
    }
  }

  /** A call ended that octets or TLS had caused: the wait starts anew. */
  void heard() {
    quietSince = around.now();
  }

  /** Reads no more for now; nothing that answers what is flushed after this is read. */
  void pause() {
    channel.config().setAutoRead(false);
  }

  /** Reads again. */
  void resume() {
    channel.config().setAutoRead(true);
  }

  boolean canStartTls() {
    return listener.settings().tls() == TlsMode.STARTTLS && peer.tls().isEmpty();
  }

  /** After all that was handed over has left in plain. */
  void startTls() {
    channel.eventLoop().execute(this::handshake);
  }

  private void handshake() {
    if (channel.isActive()) {
      channel.pipeline().addFirst(around.tls(listener.settings()));
      inlet.accept();
      resume();
    }
  }

  /** Closes without a word, because something is out of bounds. */
  void abort(String cause) {
    LOG.log(System.Logger.Level.INFO, () -> "session=" + session() + " event=cut cause=" + cause);
    channel.close();
  }

  /** Closes after all that was handed over has left, and lets the peer read it in peace. */
  void farewell() {
    channel.eventLoop().execute(this::linger);
  }

  /**
   * A socket that is closed with octets unread resets the connection, and the peer may lose our
   * last words: so close our half and throw away what comes until the peer closes too, not long.
   */
  private void linger() {
    lingerSince = around.now();
    TlsLayer tls = channel.pipeline().get(TlsLayer.class);
    ChannelFuture said =
        tls == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
    said.addListener(done -> saidAll());
    if (!inputEnded) {
      resume();
    }
  }

  private void saidAll() {
    saidAll = true;
    if (inputEnded) {
      channel.close();
    } else {
      channel.shutdownOutput();
    }
  }

  /** Looks after time: silence, a peer that does not read, one that does not go. Any thread. */
  void sweep(long now) {
    long pending = outlet.pending();
    if (lingerSince != NONE && pending == 0) {
      if (now - lingerSince > LINGER) {
        channel.close();
      }
    } else if (pending > 0) {
      quietSince = now;
      lookAtProgress(outlet.handed() - pending, now);
    } else if (outlet.paused()) {
      quietSince = now; // it is not the peer who lets us wait
    } else {
      drained = NONE;
      if (turns.idle() && now - quietSince > patience) {
        quietSince = now;
        turns.post(Turns.TIMED_OUT);
      } else if (turns.idle() && now - quietSince > REST_AFTER && outlet.restless()) {
        turns.post(Turns.REST);
      }
    }
  }

  private void lookAtProgress(long total, long now) {
    if (total > drained) {
      drained = total;
      stuckSince = now;
    } else if (now - stuckSince > WRITE_PATIENCE) {
      abort("not-reading");
    }
  }

  /** Closes at once. */
  void close() {
    channel.close();
  }
}
