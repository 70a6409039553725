package org.posthorn.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.posthorn.inbound.ConnectionLimits.Limit;
import org.posthorn.inbound.ConnectionLimits.Place;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.kernel.Statistics;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Receives new connections of a listener: lets them in, lets them wait until others of their
 * address have logged in, or turns them away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Arrivals extends ChannelInitializer<SocketChannel> {
  private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Listener listener;
  private final Surroundings around;
  private final Set<Connection> connections;

  Arrivals(Listener listener, Surroundings around, Set<Connection> connections) {
    this.listener = listener;
    this.around = around;
    this.connections = connections;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (channel.remoteAddress() == null) {
      channel.close(); // gone before it was looked at
      return;
    }
    InetAddress client = channel.remoteAddress().getAddress();
    Place place = around.limits().place(client, listener.settings().allowance());
    Optional<Limit> reached = place.enter(around.now());
    if (reached.isEmpty()) {
      letIn(channel, place);
    } else if (reached.get() == Limit.TOTAL || !listener.settings().role().forUsers()) {
      refuse(channel, reached.get());
    } else if (!around.waiting().take(new Waiting(channel, place))) {
      refuse(channel, reached.get());
    }
  }

  /** A client whose address has too many connections at the moment. */
  private final class Waiting implements WaitingRoom.Guest {
    private final SocketChannel channel;
    private final Place place;
    private final long since = around.now();

    Waiting(SocketChannel channel, Place place) {
      this.channel = channel;
      this.place = place;
      channel.config().setAutoRead(false);
    }

    @Override
    public long address() {
      return place.address();
    }

    @Override
    public long since() {
      return since;
    }

    @Override
    public boolean enter() {
      if (!channel.isOpen()) {
        return true;
      }
      if (place.enter(around.now()).isPresent()) {
        return false;
      }
      Background.execute(channel.eventLoop(), "enter", this::enters);
      return true;
    }

    private void enters() {
      Connection connection = letIn(channel, place);
      if (channel.isActive()) {
        connection.begin();
        channel.config().setAutoRead(true);
      }
    }

    @Override
    public void sendAway() {
      Background.execute(channel.eventLoop(), "refuse", () -> refuse(channel, Limit.AT_ONCE));
    }
  }

  private Connection letIn(SocketChannel channel, Place place) {
    Connection connection = new Connection(channel, listener, around, place);
    connections.add(connection);
    LongAdder open = Statistics.of("connections_open", "listener", listener.settings().name());
    open.increment();
    channel
        .closeFuture()
        .addListener(
            closed -> {
              open.decrement();
              place.leave();
              connections.remove(connection);
              around.waiting().placeFor(place.address());
            });
    if (listener.settings().tls() == TlsMode.IMPLICIT) {
      channel.pipeline().addLast(around.tls(listener.settings(), connection::execute));
    }
    channel.pipeline().addLast(connection);
    return connection;
  }

  private void refuse(SocketChannel channel, Limit limit) {
    String address = channel.remoteAddress().getAddress().getHostAddress();
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            "listener=%s event=refused cause=limit limit=%s address=%s"
                .formatted(listener.settings().name(), word(limit), address));
    count(listener, limit);
    if (!around.mayRefuse()) {
      channel.close(); // too many to tell each of them
      return;
    }
    channel.closeFuture().addListener(closed -> around.refused());
    Background.schedule(channel.eventLoop(), "refuse", channel::close, FAREWELL);
    channel.config().setAutoRead(true);
    if (listener.settings().tls() == TlsMode.IMPLICIT) {
      channel.pipeline().addLast(around.tls(listener.settings(), around.strangers()));
    }
    Refusal refusal = new Refusal(listener);
    channel.pipeline().addLast(refusal);
    if (channel.isActive() && listener.settings().tls() != TlsMode.IMPLICIT) {
      refusal.say(channel);
    }
  }

  /** The limit's name in logs and metrics. */
  static String word(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Counts that a connection or login was refused. */
  static void count(Listener listener, Limit limit) {
    Statistics.of(
            "connections_refused", "listener", listener.settings().name(), "limit", word(limit))
        .increment();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.channel().close(); // what went wrong is its own affair: the loop lives on
    if (cause instanceof Error) {
      Failures.tell(LOG, "listener=" + listener.settings().name() + " event=broken", cause);
    }
  }
}
