package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Wire;

/** An Error, wherever it is thrown, ends what it belongs to and nothing else. */
@SuppressWarnings("try") // who is connected is what is tested
class ErrorsTest {
  @TempDir Path directory;

  /** Throws where it is told to. */
  private static final class Failing extends Toy {
    private final Set<String> where;

    Failing(Wire wire, Set<String> where) {
      super(wire);
      this.where = where;
    }

    private void perhaps(String place) {
      if (where.remove(place)) {
        throw place.startsWith("o") ? new OutOfMemoryError(place) : new StackOverflowError(place);
      }
    }

    @Override
    public void opened() {
      super.opened();
      perhaps("opened");
    }

    @Override
    void line(String line) {
      perhaps("received");
      super.line(line);
    }

    @Override
    void onWoken() {
      perhaps("woken");
    }

    @Override
    public void timedOut() {
      perhaps("timedOut");
      super.timedOut();
    }

    @Override
    public void closed() {
      super.closed();
      perhaps("closed");
    }

    @Override
    public Duration patience() {
      perhaps("patience");
      return super.patience();
    }

    @Override
    public int backlog() {
      perhaps("octets");
      return super.backlog();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"opened", "received", "woken", "timedOut", "closed", "patience", "octets"})
  void aConversationsErrorEndsItsConnectionOnly(String place) throws IOException {
    Set<String> where = ConcurrentHashMap.newKeySet();
    try (Bench bench = new Bench(directory, TlsMode.NONE, wire -> new Failing(wire, where));
        Socket other = bench.connect()) {
      hear(other, "hello\r\n");
      for (int i = 0; i < 8; i++) { // twice as many as there are workers
        where.add(place);
        int number = bench.toys.size();
        try (Socket socket = bench.connect()) {
          Bench.await(() -> bench.toys.size() > number);
          Toy toy = bench.toys.get(number);
          say(socket, "one\r\n");
          toy.wire.wake();
          if (place.equals("timedOut")) {
            toy.patience = Duration.ofMillis(1);
            say(socket, "two\r\n");
          }
          if (place.equals("closed")) {
            socket.shutdownOutput();
          }
          everything(socket);
        }
        Bench.await(() -> where.isEmpty() && bench.listeners.connections() == 1);
        assertThat(bench.toys.get(number).calls).endsWith("closed");
      }
      say(other, "QUIT\r\n");
      hear(other, "bye\r\n");
    }
  }

  @Test
  void anErrorWhenAConversationIsMadeEndsItOnly() throws IOException {
    Set<String> where = ConcurrentHashMap.newKeySet();
    where.add("made");
    try (Bench bench =
            new Bench(
                directory,
                TlsMode.NONE,
                wire -> {
                  if (where.remove("made")) {
                    throw new NoClassDefFoundError("made");
                  }
                  return new Toy(wire);
                });
        Socket first = bench.connect()) {
      everything(first);
      try (Socket second = bench.connect()) {
        say(second, "QUIT\r\n");
        hear(second, "hello\r\nbye\r\n");
      }
      Bench.await(() -> bench.listeners.connections() == 0);
    }
  }

  @Test
  void anErrorOfTheWorkersEndsTheConnectionAndTheLoopGoesOn() throws IOException {
    try (Bench bench = new Bench(directory, TlsMode.NONE, Toy::new)) {
      for (int i = 0; i < 20; i++) { // on each event loop
        bench.failNext();
        try (Socket socket = bench.connect()) {
          everything(socket);
        }
      }
      try (Socket socket = bench.connect()) {
        say(socket, "QUIT\r\n");
        hear(socket, "hello\r\nbye\r\n");
      }
      Bench.await(() -> bench.listeners.connections() == 0);
    }
  }

  @Test
  void anErrorInAHandshakeEndsItOnly() throws Exception {
    try (Bench bench = new Bench(directory, TlsMode.IMPLICIT, Toy::new)) {
      int broken = 0;
      for (int i = 0; i < 20; i++) {
        bench.failNext();
        try (Socket socket = bench.connect()) {
          socket.setSoTimeout(5_000);
          Clients.tls(socket).close(); // a worker that was there already has helped out
        } catch (IOException e) {
          assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
          broken++;
        }
      }
      assertThat(broken).isPositive();
      try (Socket socket = bench.connect();
          Socket secure = Clients.tls(socket)) {
        say(secure, "QUIT\r\n");
        hear(secure, "hello\r\nbye\r\n");
      }
      Bench.await(() -> bench.listeners.connections() == 0);
    }
  }

  @Test
  void theSweepGoesOnAfterAnError() throws IOException {
    try (Bench bench = new Bench(directory, TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      hear(socket, "hello\r\n");
      bench.toy().patience = Duration.ofSeconds(1);
      say(socket, "one\r\n");
      hear(socket, "one\r\n");
      bench.failTime();
      hear(socket, "timeout\r\n");
    }
  }

  /** Its connections are lost, and a port that nobody serves must not look like a server. */
  @Test
  void anEventLoopThatEndsIsToldToWhoeverEndsTheProcess() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicReference<Throwable> heard = new AtomicReference<>();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          heard.compareAndSet(null, failure);
          told.countDown();
        });
    try (Bench bench = new Bench(directory, TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      hear(socket, "hello\r\n");
      bench.endLoops();
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(heard.get()).isInstanceOf(InternalError.class).hasMessageStartingWith("test-loop");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  @Test
  void aPauseThatEndsWithAnErrorEnds() throws IOException {
    try (Bench bench =
            new Bench(
                directory,
                TlsMode.NONE,
                wire ->
                    new Toy(wire) {
                      @Override
                      void line(String line) {
                        super.line(line);
                        wire.pause(
                            CompletableFuture.runAsync(
                                () -> {
                                  throw new StackOverflowError(line);
                                }));
                      }
                    });
        Socket socket = bench.connect()) {
      say(socket, "one\r\nQUIT\r\n");
      hear(socket, "hello\r\none\r\nbye\r\n");
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void hear(Socket socket, String text) throws IOException {
    assertThat(new String(socket.getInputStream().readNBytes(text.length()), ISO_8859_1))
        .isEqualTo(text);
  }

  /** Reads until the end of whatever kind. */
  private static void everything(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // a reset is an end, too
    }
  }
}
