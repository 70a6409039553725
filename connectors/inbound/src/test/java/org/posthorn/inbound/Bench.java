package org.posthorn.inbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.posthorn.inbound.settings.ListenerSettings;
import org.posthorn.inbound.settings.Role;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.inbound.tls.ServerTls;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

/** A listener on a free port that speaks with toys. */
final class Bench implements AutoCloseable {
  final List<Toy> toys = new CopyOnWriteArrayList<>();
  final ServerTls tls;
  final Listeners listeners;

  /** Nanoseconds by which the listeners' time runs ahead. */
  final AtomicLong skipped = new AtomicLong();

  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final InetSocketAddress where;

  Bench(Path directory, TlsMode mode, Function<Wire, Toy> maker) {
    this(directory, mode, 10_000, maker);
  }

  Bench(Path directory, TlsMode mode, int most, Function<Wire, Toy> maker) {
    tls = ServerTls.open(directory, "mail.posthorn.test");
    listeners = new Listeners("test", workers, tls, most, () -> System.nanoTime() + skipped.get());
    where =
        listeners.open(
            new Listener(
                new ListenerSettings("test", Role.IMAP, "127.0.0.1", 0, mode),
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
