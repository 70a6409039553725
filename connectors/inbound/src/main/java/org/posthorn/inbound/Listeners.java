package org.posthorn.inbound;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.posthorn.inbound.tls.ServerTls;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;
import org.posthorn.threads.Pulses;

/**
 * The open ports of a protocol and the connections that came in there. Event loops, one for each
 * processor, only move octets; conversations run on the workers that are given.
 */
public final class Listeners implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
  private static final WriteBufferWaterMark ROOM = new WriteBufferWaterMark(64 << 10, 256 << 10);
  private static final long SWEEP_MILLIS = 500;
  private static final long REFRESH_MILLIS = 10_000;
  private static final long GRACE = TimeUnit.SECONDS.toNanos(3);

  private final EventLoopGroup loops;
  private final ListenerContext around;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final List<Channel> ports = new ArrayList<>();
  private final List<Pulses.Watch> pulses = new ArrayList<>();
  private volatile boolean closing;

  /**
   * Prepares; nothing is open yet.
   *
   * @param name for thread names
   * @param workers run the conversations; its queue never holds more than a task per connection and
   *     a few per TLS handshake, so it needs no bound
   */
  public Listeners(String name, Executor workers, ServerTls tls, Capacity capacity) {
    this(name, workers, tls, capacity, System::nanoTime);
  }

  Listeners(
      String name, Executor workers, ServerTls tls, Capacity capacity, LongSupplier nanoTime) {
    int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
    this.loops = new NioEventLoopGroup(threads, new DefaultThreadFactory("posthorn-" + name, true));
    this.around =
        new ListenerContext(
            new FairExecutor(
                workers, FairExecutor.Limits.of(capacity.workers(), capacity.workersPerParty())),
            new ConnectionLimits(capacity.connections(), capacity.trusted()),
            tls,
            nanoTime);
    every(SWEEP_MILLIS, "sweep-connections", this::sweep);
    every(
        REFRESH_MILLIS,
        "tls-files",
        () -> Background.execute(around.shares().of(tls), "tls-files", tls::refresh));
    watch(name);
  }

  private void every(long millis, String name, Runnable task) {
    var unused = Background.every(loops.next(), name, task, Duration.ofMillis(millis));
  }

  /** Looks whether they answer; an event loop that has ended takes its connections with it. */
  private void watch(String name) {
    pulses.add(Pulses.watch(name + "-workers", around.shares().of(this)));
    int number = 0;
    for (EventExecutor loop : loops) {
      String title = name + "-loop-" + ++number;
      pulses.add(Pulses.watch(title, loop));
      loop.terminationFuture()
          .addListener(
              ended -> {
                if (!closing) {
                  Failures.lost(LOG, title);
                }
              });
    }
  }

  /**
   * Opens a port. Whoever comes waits for a word until {@link #accept()}.
   *
   * @return where it is, also when port 0 let the system choose
   * @throws UncheckedIOException when the port cannot be opened, with a sentence for the operator
   */
  public InetSocketAddress open(Listener listener) {
    String address = listener.settings().address();
    int port = listener.settings().port();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ROOM)
            .childHandler(new ConnectionInitializer(listener, around, connections))
            .bind(new InetSocketAddress(address, port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new UncheckedIOException(
          "Listener %s cannot open %s port %d: %s"
              .formatted(listener.settings().name(), address, port, bound.cause().getMessage()),
          new IOException(bound.cause()));
    }
    synchronized (ports) {
      ports.add(bound.channel());
    }
    InetSocketAddress where = (InetSocketAddress) bound.channel().localAddress();
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            "event=listening listener=%s address=%s port=%d tls=%s"
                .formatted(
                    listener.settings().name(),
                    address,
                    where.getPort(),
                    listener.settings().tls().text()));
    return where;
  }

  /** Lets in whoever comes to the ports that are open, from now on. */
  public void accept() {
    synchronized (ports) {
      ports.forEach(port -> port.config().setAutoRead(true));
    }
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  /** How many clients wait to be let in. */
  int waiting() {
    return around.waiting().size();
  }

  private void sweep() {
    long now = around.now();
    for (Connection connection : connections) {
      try {
        connection.sweep(now);
      } catch (Throwable e) { // the others have their time too
        Failures.tell(LOG, connection.session(), "event=failed", e);
      }
    }
    around.waiting().sweep(now);
  }

  /** Closes the ports, lets conversations say farewell, then closes what is left. */
  @Override
  public void close() {
    closing = true;
    pulses.forEach(Pulses.Watch::end);
    synchronized (ports) {
      ports.forEach(port -> port.close().awaitUninterruptibly());
      ports.clear();
    }
    connections.forEach(Connection::stop);
    long began = System.nanoTime();
    while (!connections.isEmpty() && System.nanoTime() - began < GRACE && pause()) {}
    connections.forEach(Connection::close);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private static boolean pause() {
    try {
      Thread.sleep(10);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
