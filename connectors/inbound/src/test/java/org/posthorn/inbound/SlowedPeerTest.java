package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.inbound.settings.ConnectionAllowance;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.SlowConversation;
import org.posthorn.wire.Wire;

/** Slowed peers are heard and answered over a listener, and take no worker while they wait. */
class SlowedPeerTest {
  @TempDir Path directory;
  private Bench bench;

  /** Slows its peer at {@code CRAWL}; seconds are hundredths here. */
  private static final class Crawling extends Toy {
    private final SlowConversation slowed;
    private final List<Toy> inner = new ArrayList<>();

    Crawling(Wire outer) {
      super(outer);
      slowed =
          new SlowConversation(
              outer,
              delay ->
                  new CompletableFuture<Boolean>()
                      .completeOnTimeout(true, delay.toMillis() / 100, TimeUnit.MILLISECONDS),
              wire -> {
                inner.add(echo(wire));
                return inner.get(0);
              });
    }

    private static Toy echo(Wire wire) {
      return new Toy(wire) {
        @Override
        void line(String line) {
          if (line.equals("CRAWL")) {
            wire.slow(true);
          }
          super.line(line);
        }
      };
    }

    @Override
    public void opened() {
      slowed.opened();
    }

    @Override
    public void received(ByteBuffer octets) {
      slowed.received(octets);
    }

    @Override
    public void secured() {
      slowed.secured();
    }

    @Override
    public void woken() {
      slowed.woken();
    }

    @Override
    public void timedOut() {
      slowed.timedOut();
    }

    @Override
    public void stopping() {
      slowed.stopping();
    }

    @Override
    public void closed() {
      slowed.closed();
    }

    @Override
    public Duration patience() {
      return slowed.patience();
    }

    @Override
    public int backlog() {
      return slowed.backlog();
    }

    List<String> calls() {
      return inner.get(0).calls;
    }
  }

  @BeforeEach
  void open() {
    bench = new Bench(directory, TlsMode.STARTTLS, Crawling::new);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void allIsReadAndAnsweredInOrder() throws IOException {
    try (Socket socket = bench.connect()) {
      say(socket, "one\r\nCRAWL\r\ntwo\r\n" + "x".repeat(60) + "\r\nQUIT\r\n");
      assertThat(rest(socket))
          .isEqualTo("hello\r\none\r\nCRAWL\r\ntwo\r\n" + "x".repeat(60) + "\r\nbye\r\n");
      assertThat(((Crawling) bench.toy()).calls()).noneMatch(call -> call.startsWith("ERROR"));
    }
  }

  @Test
  void aPeerThatSendsNoMoreIsAnswered() throws IOException {
    try (Socket socket = bench.connect()) {
      say(socket, "CRAWL\r\ntwo\r\n");
      socket.shutdownOutput();
      assertThat(rest(socket)).isEqualTo("hello\r\nCRAWL\r\ntwo\r\n");
    }
  }

  /** Those who do not log in have 20 s. */
  private void openForStrangers(Function<Wire, Toy> maker) {
    bench.close();
    ConnectionAllowance few = new ConnectionAllowance(3, 1_000, 6, 5, Duration.ofSeconds(20));
    bench = new Bench(directory, TlsMode.NONE, few, maker);
  }

  @Test
  void whoIsSlowedHasNoMoreTimeToLogIn() throws IOException {
    openForStrangers(Crawling::new);
    try (Socket socket = bench.connect()) {
      say(socket, "CRAWL\r\n" + "y\r\n".repeat(10_000));
      assertThat(socket.getInputStream().readNBytes(8)).hasSize(8);
      bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(21));
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void whoWaitsForALoginHasAsLongAgain() throws IOException {
    openForStrangers(
        wire ->
            new Toy(wire) {
              @Override
              void line(String line) {
                wire.pause(new CompletableFuture<>()); // a password that is never checked
              }
            });
    try (Socket socket = bench.connect()) {
      say(socket, "LOGIN\r\n");
      assertThat(socket.getInputStream().readNBytes(7)).hasSize(7);
      Bench.await(() -> bench.toy().calls.stream().anyMatch(call -> call.startsWith("received")));
      bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(21));
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> isCut(socket)).isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(20_000);
      bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(20));
      assertThat(isCut(socket)).isTrue();
    }
  }

  private static boolean isCut(Socket socket) throws IOException {
    try {
      return !rest(socket).contains("timeout");
    } catch (SocketException reset) { // octets were not read
      return true;
    }
  }

  @Test
  void manyOfThemLetOthersWork() throws IOException {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Socket socket = bench.connect();
      slow.add(socket);
      say(socket, "CRAWL\r\n" + "y\r\n".repeat(100));
    }
    try (Socket other = bench.connect()) {
      say(other, "one\r\nQUIT\r\n");
      assertThat(rest(other)).isEqualTo("hello\r\none\r\nbye\r\n");
    }
    for (Socket each : slow) {
      each.setSoLinger(true, 0); // a reset
      each.close();
    }
    Bench.await(
        () ->
            bench.toys.stream()
                    .map(Crawling.class::cast)
                    .filter(toy -> toy.calls().contains("closed"))
                    .count()
                >= 30);
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
