package org.posthorn.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.posthorn.inbound.ConnectionLimits.Limit;
import org.posthorn.inbound.ConnectionLimits.Place;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.kernel.Statistics;
import org.posthorn.net.Networks;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Receives new connections of a listener: lets them in, lets them wait until others of their
 * address have logged in, or turns them away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class ConnectionInitializer extends ChannelInitializer<SocketChannel> {
  private static final System.Logger LOG = System.getLogger(ConnectionInitializer.class.getName());

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Listener listener;
  private final ListenerContext around;
  private final Set<Connection> connections;

  ConnectionInitializer(Listener listener, ListenerContext around, Set<Connection> connections) {
    this.listener = listener;
    this.around = around;
    this.connections = connections;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (channel.remoteAddress() == null || channel.localAddress() == null) {
      channel.close(); // gone before it was looked at
      return;
    }
    Addresses addresses = Addresses.of(channel);
    Optional<Networks> proxies = listener.settings().proxies();
    if (proxies.isEmpty()) {
      admit(channel, addresses);
    } else {
      new ProxiedArrival(channel, addresses, this).begin(proxies.get());
    }
  }

  /** Lets a client in, lets it wait, or refuses it. */
  void admit(SocketChannel channel, Addresses addresses) {
    Place place =
        around.limits().place(addresses.client().getAddress(), listener.settings().allowance());
    Optional<Limit> reached = place.enter(around.now());
    if (reached.isEmpty()) {
      letIn(channel, addresses, place);
    } else if (reached.get() == Limit.TOTAL || !listener.settings().role().forUsers()) {
      refuse(channel, addresses, reached.get());
    } else if (!around.waiting().take(new Waiting(channel, addresses, place))) {
      refuse(channel, addresses, reached.get());
    }
  }

  /** A client whose address has too many connections at the moment. */
  private final class Waiting implements WaitingRoom.Guest {
    private final SocketChannel channel;
    private final Addresses addresses;
    private final Place place;
    private final long since = around.now();

    Waiting(SocketChannel channel, Addresses addresses, Place place) {
      this.channel = channel;
      this.addresses = addresses;
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
      Connection connection = letIn(channel, addresses, place);
      if (channel.isActive()) {
        connection.begin();
        ProxyHeader.pass(channel);
        channel.config().setAutoRead(true);
      }
    }

    @Override
    public void sendAway() {
      Background.execute(channel.eventLoop(), "refuse", this::leaves);
    }

    private void leaves() {
      refuse(channel, addresses, Limit.AT_ONCE);
      ProxyHeader.pass(channel);
    }
  }

  /** The client has its place: what comes from it is a connection's from now on. */
  Connection letIn(SocketChannel channel, Addresses addresses, Place place) {
    Connection connection = new Connection(channel, listener, around, place, addresses);
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

  /** Turns a client away, and tells it if there are not too many to tell. */
  void refuse(SocketChannel channel, Addresses addresses, Limit limit) {
    refused("limit limit=" + word(limit), word(limit), addresses);
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
    ConnectionRefusal refusal = new ConnectionRefusal(listener);
    channel.pipeline().addLast(refusal);
    if (channel.isActive() && listener.settings().tls() != TlsMode.IMPLICIT) {
      refusal.say(channel);
    }
  }

  /** Closes a connection that does not say properly for whom it is. */
  void cut(SocketChannel channel, Addresses addresses, String cause) {
    channel.close();
    refused(cause, cause, addresses);
  }

  private void refused(String cause, String counted, Addresses addresses) {
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            "event=refused listener=%s cause=%s address=%s"
                .formatted(
                    listener.settings().name(),
                    cause,
                    addresses.client().getAddress().getHostAddress()));
    count(listener, counted);
  }

  /** Has no limit of its own; empty when there are too many connections of all. */
  Optional<Place> placeForProxy(Addresses addresses) {
    Place place = around.limits().unlimited(addresses.client().getAddress());
    return place.enter(around.now()).isEmpty() ? Optional.of(place) : Optional.empty();
  }

  /** The limit's name in logs and metrics. */
  static String word(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Counts that a connection or login was refused. */
  static void count(Listener listener, String limit) {
    Statistics.of("connections_refused", "listener", listener.settings().name(), "limit", limit)
        .increment();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.channel().close(); // what went wrong is its own affair: the loop lives on
    if (cause instanceof Error) {
      Failures.tell(LOG, "event=broken listener=" + listener.settings().name(), cause);
    }
  }
}
