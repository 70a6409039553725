package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.inbound.settings.ConnectionAllowance;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Wire;

/** Many people behind one address, and those who never log in. */
class LoginLimitsTest {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // each test opens it
  private Bench bench;

  private final List<Socket> sockets = new ArrayList<>();

  /** Knows {@code LOGIN account}. */
  private static final class Person extends Toy {
    Person(Wire wire) {
      super(wire);
    }

    @Override
    void line(String line) {
      if (line.startsWith("LOGIN ")) {
        wire.write(wire.countFor(Long.parseLong(line.substring(6)), line) ? "in\r\n" : "full\r\n");
      } else {
        super.line(line);
      }
    }
  }

  private void open(TlsMode mode) {
    open(mode, 20);
  }

  private void open(TlsMode mode, int seconds) {
    ConnectionAllowance few = new ConnectionAllowance(3, 1_000, 6, 5, Duration.ofSeconds(seconds));
    bench = new Bench(directory, mode, few, Person::new);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    bench.close();
  }

  @Test
  void aWholeOfficeGetsInOneAfterTheOther() throws IOException {
    open(TlsMode.NONE);
    List<Socket> office = new ArrayList<>();
    for (int i = 0; i < 40; i++) { // before anybody has logged in
      office.add(connect());
    }
    for (int i = 0; i < 40; i++) {
      Socket next = greeted(office);
      assertThat(hear(next, 7)).isEqualTo("hello\r\n");
      say(next, "LOGIN " + i / 5 + "\r\n");
      assertThat(hear(next, 4)).isEqualTo("in\r\n");
      office.remove(next);
    }
  }

  private static Socket greeted(List<Socket> sockets) {
    List<Socket> greeted = new ArrayList<>();
    Bench.await(
        () -> {
          sockets.stream().filter(LoginLimitsTest::hasInput).findFirst().ifPresent(greeted::add);
          return !greeted.isEmpty();
        });
    return greeted.get(0);
  }

  private static boolean hasInput(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAccountThatHasTooManyIsToldSo() throws IOException {
    open(TlsMode.NONE);
    for (int i = 0; i < 5; i++) {
      Socket socket = connect();
      say(socket, "LOGIN 7\r\n");
      assertThat(hear(socket, 11)).isEqualTo("hello\r\nin\r\n");
    }
    Socket more = connect();
    say(more, "LOGIN 7\r\n");
    assertThat(hear(more, 13)).isEqualTo("hello\r\nfull\r\n");
    sockets.get(0).close();
    Bench.await(() -> bench.listeners.connections() == 5);
    say(more, "LOGIN 7\r\n");
    assertThat(hear(more, 4)).isEqualTo("in\r\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsMode.class,
      names = {"NONE", "IMPLICIT"})
  void whoWaitsInVainIsToldWhy(TlsMode mode) throws Exception {
    open(mode, 60);
    for (int i = 0; i < 3; i++) {
      Socket idle = connect();
      if (mode == TlsMode.IMPLICIT) {
        Clients.discreet(idle);
      } else {
        hear(idle, 7);
      }
    }
    Socket fourth = connect();
    Bench.await(() -> bench.listeners.waiting() == 1);
    bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(51)); // those inside have a minute
    Socket secure = mode == TlsMode.IMPLICIT ? Clients.tls(fourth) : fourth;
    assertThat(new String(secure.getInputStream().readAllBytes(), ISO_8859_1))
        .isEqualTo("too many\r\n");
  }

  @Test
  void whoDoesNotLogInHasToGo() throws IOException {
    open(TlsMode.NONE);
    Socket idle = connect();
    Socket inside = connect();
    say(inside, "LOGIN 7\r\n");
    assertThat(hear(inside, 11)).isEqualTo("hello\r\nin\r\n");
    hear(idle, 7);
    bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(15));
    say(idle, "one\r\n"); // that is no login
    assertThat(hear(idle, 5)).isEqualTo("one\r\n");
    bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(8));
    assertThat(hear(idle, 9)).isEqualTo("timeout\r\n");
    say(inside, "two\r\n");
    assertThat(hear(inside, 5)).isEqualTo("two\r\n");
  }

  private Socket connect() throws IOException {
    Socket socket = bench.connect();
    sockets.add(socket);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String hear(Socket socket, int octets) throws IOException {
    return new String(socket.getInputStream().readNBytes(octets), ISO_8859_1);
  }
}
