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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.posthorn.inbound.ConnectionLimits.Limit;
import org.posthorn.inbound.ConnectionLimits.Place;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.inbound.tls.TlsLayer;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Peer;
import org.posthorn.wire.Wire;

/**
 * The event loop's side of one connection: moves octets between channel and {@link ReceiveBuffer},
 * turns what happens into events for {@link ConversationRunner}, starts TLS and closes. It never
 * calls the conversation.
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
  private final ListenerContext around;
  private final Place place;
  private volatile long strangerSince;
  private final ReceiveBuffer inlet;
  private final SendBuffer outlet;
  private final ConversationRunner turns;
  private volatile Peer peer;
  private volatile long quietSince;
  private volatile long patience = Long.MAX_VALUE;
  private volatile long lingerSince = NONE;
  private volatile boolean inputEnded;
  private volatile boolean loggedIn;
  private volatile Object party;
  private boolean saidAll;
  private long drained = NONE;
  private long stuckSince;

  /** The party of those who have logged in. */
  private record Account(long id) {}

  Connection(
      SocketChannel channel,
      Listener listener,
      ListenerContext around,
      Place place,
      Addresses addresses) {
    this.channel = channel;
    this.listener = listener;
    this.around = around;
    this.place = place;
    this.party = stranger();
    this.inlet = new ReceiveBuffer(channel.config()::setAutoRead);
    this.outlet = new SendBuffer(this, channel);
    this.turns = new ConversationRunner(this, inlet, outlet);
    this.peer = addresses.peer(around.nextSession());
    this.strangerSince = around.now();
    this.quietSince = strangerSince;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    begin();
    context.fireChannelActive();
  }

  /** The client is let in: it is greeted, once TLS is there. */
  void begin() {
    if (listener.settings().tls() != TlsMode.IMPLICIT) {
      turns.post(ConversationRunner.OPENED);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    quietSince = around.now();
    inlet.add((ByteBuf) message);
    if (lingerSince == NONE) {
      turns.post(ConversationRunner.RECEIVED);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      turns.post(ConversationRunner.WOKEN);
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
        turns.post(ConversationRunner.ENDED);
      } else if (saidAll) {
        channel.close();
      }
    }
  }

  private void secured(TlsLayer tls) {
    boolean first = listener.settings().tls() == TlsMode.IMPLICIT;
    peer = peer.secured(tls.protection());
    turns.post(first ? ConversationRunner.OPENED : ConversationRunner.SECURED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failed(cause);
  }

  private void failed(Throwable cause) {
    channel.close(); // before anything else: nothing may come out of here that ends the loop
    if (cause instanceof Error) {
      Failures.tell(LOG, session(), "event=broken", cause);
    } else {
      LOG.log(
          System.Logger.Level.DEBUG, () -> "event=broken session=" + session() + " cause=" + cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    turns.post(ConversationRunner.GONE);
    context.fireChannelInactive();
  }

  Conversation converse(Wire wire) {
    return listener.protocol().converse(wire);
  }

  /** Has a worker do something quick when it is this connection's turn. */
  void execute(Runnable task) {
    execute(task, false);
  }

  /** The same for something that may compute for long. */
  void execute(Runnable task, boolean computes) {
    around.shares().execute(party, task, computes);
  }

  /** Clients without limits are no party together: behind them are many. */
  private Object stranger() {
    return place.limited() ? Long.valueOf(place.address()) : this;
  }

  long now() {
    return around.now();
  }

  boolean inputEnded() {
    return inputEnded;
  }

  /** See {@link Wire#countFor}. */
  boolean countFor(long account, String name) {
    Optional<Limit> reached = place.countFor(account);
    if (reached.isPresent()) {
      ConnectionInitializer.count(listener, ConnectionInitializer.word(reached.get()));
      LOG.log(
          System.Logger.Level.INFO,
          () ->
              "event=refused session=%s listener=%s cause=limit limit=%s account=%s address=%s"
                  .formatted(
                      session(),
                      listener.settings().name(),
                      ConnectionInitializer.word(reached.get()),
                      name,
                      peer.address()));
      return false;
    }
    loggedIn = true;
    party = new Account(account);
    around.waiting().placeFor(place.address());
    return true;
  }

  /** See {@link Wire#countForAddress}. */
  void countForAddress() {
    place.countForAddress();
    strangerSince = around.now();
    loggedIn = false;
    party = stranger();
  }

  Peer peer() {
    return peer;
  }

  String session() {
    return peer.session();
  }

  void wake() {
    turns.post(ConversationRunner.WOKEN);
  }

  void stop() {
    turns.post(ConversationRunner.STOPPING);
  }

  /** The conversation waits that long for octets. */
  void patience(Duration duration) {
    long nanos = ListenerContext.nanos(duration);
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
    Background.execute(channel.eventLoop(), "handshake", this::handshake);
  }

  private void handshake() {
    if (channel.isActive()) {
      channel.pipeline().addFirst(around.tls(listener.settings(), this::execute));
      inlet.accept();
      resume();
    }
  }

  /** Closes without a word, because something is out of bounds. */
  void abort(String cause) {
    LOG.log(System.Logger.Level.INFO, () -> "event=cut session=" + session() + " cause=" + cause);
    channel.close();
  }

  /** Closes after all that was handed over has left, and lets the peer read it in peace. */
  void farewell() {
    Background.execute(channel.eventLoop(), "farewell", this::linger);
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
    if (lingerSince == NONE && tooSlow(now)) {
      return;
    }
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
        turns.post(ConversationRunner.TIMED_OUT);
      } else if (turns.idle() && now - quietSince > REST_AFTER && outlet.restless()) {
        turns.post(ConversationRunner.REST);
      }
    }
  }

  /**
   * Whether the client has had its time to log in; it is told so, or cut when it does not hear. Who
   * is slowed is cut: a pause follows the other. Whoever waits for a login has as long again.
   */
  private boolean tooSlow(long now) {
    long limit = ListenerContext.nanos(listener.settings().allowance().loginTime());
    long since = now - strangerSince;
    if (loggedIn || !listener.settings().role().forUsers() || since <= limit) {
      return false;
    }
    if (since > 2 * limit || outlet.holding()) {
      abort("no-login");
    } else if (turns.idle() && !outlet.paused()) {
      turns.post(ConversationRunner.TIMED_OUT);
    }
    return true;
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
