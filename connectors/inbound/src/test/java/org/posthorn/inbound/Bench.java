package org.posthorn.inbound;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.posthorn.inbound.settings.ConnectionAllowance;
import org.posthorn.inbound.settings.ListenerRole;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.inbound.tls.ServerTls;
import org.posthorn.net.Networks;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

/** A listener on a free port that speaks with toys. */
final class Bench implements AutoCloseable {
  final List<Toy> toys = new CopyOnWriteArrayList<>();
  final ServerTls tls;
  final Listeners listeners;

  /** Nanoseconds by which the listeners' time runs ahead. */
  final AtomicLong skipped = new AtomicLong();

  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean timeFails = new AtomicBoolean();
  private static final ConnectionAllowance ANYTHING =
      new ConnectionAllowance(10_000, 10_000, 10_000, 10_000, Duration.ofDays(100));
  private static final int WORKERS = 4;
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private final InetSocketAddress where;

  Bench(Path directory, TlsMode mode, Function<Wire, Toy> maker) {
    this(directory, mode, 10_000, maker);
  }

  Bench(Path directory, TlsMode mode, int most, Function<Wire, Toy> maker) {
    this(directory, mode, most, ANYTHING, Optional.empty(), Networks.LOOPBACK, maker);
  }

  /** Where nobody is trusted. */
  Bench(Path directory, TlsMode mode, ConnectionAllowance allowance, Function<Wire, Toy> maker) {
    this(directory, mode, 10_000, allowance, Optional.empty(), Networks.NONE, maker);
  }

  /** Where only proxies connect. */
  Bench(
      Path directory,
      TlsMode mode,
      ConnectionAllowance allowance,
      Networks proxies,
      Function<Wire, Toy> maker) {
    this(directory, mode, 10, allowance, Optional.of(proxies), Networks.NONE, maker);
  }

  private Bench(
      Path directory,
      TlsMode mode,
      int most,
      ConnectionAllowance allowance,
      Optional<Networks> proxies,
      Networks trusted,
      Function<Wire, Toy> maker) {
    tls = ServerTls.open(directory, "mail.posthorn.test");
    Capacity capacity = new Capacity(most, WORKERS, WORKERS - 1, trusted);
    listeners = new Listeners("test", this::work, tls, capacity, this::time);
    where =
        listeners.open(
            new Listener(
                new ListenerSettings(
                    "test",
                    new ListenerRole("imap", "imap", true, false, false),
                    "127.0.0.1",
                    0,
                    mode,
                    allowance,
                    proxies),
                new Protocol() {
                  @Override
                  public Conversation converse(Wire wire) {
                    Toy toy = maker.apply(wire);
                    toys.add(toy);
                    return toy;
                  }

                  @Override
                  public String refusal() {
                    return "too many\r\n";
                  }
                }));
    listeners.accept();
  }

  /** The next task for a worker comes to nothing but an Error. */
  void failNext() {
    failing.set(true);
  }

  private void work(Runnable task) {
    if (failing.getAndSet(false)) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    workers.execute(task);
  }

  /** The next look at the clock from an event loop is an Error. */
  void failTime() {
    timeFails.set(true);
  }

  /** The event loops end, as they do by an Error that no handler sees. */
  void endLoops() throws ReflectiveOperationException {
    Field loops = Listeners.class.getDeclaredField("loops");
    loops.setAccessible(true);
    var unused = ((EventLoopGroup) loops.get(listeners)).shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private long time() {
    if (Thread.currentThread().getName().startsWith("posthorn") && timeFails.getAndSet(false)) {
      throw new StackOverflowError("time");
    }
    return System.nanoTime() + skipped.get();
  }

  int port() {
    return where.getPort();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** The conversation of the only connection so far. */
  Toy toy() {
    await(() -> !toys.isEmpty());
    return toys.get(0);
  }

  static void await(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > 20_000_000_000L) {
        throw new AssertionError("waited in vain");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    listeners.close();
    workers.shutdownNow();
  }
}
