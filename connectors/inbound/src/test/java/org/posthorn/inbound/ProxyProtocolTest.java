package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.inbound.settings.ConnectionAllowance;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.net.Networks;
import org.posthorn.wire.Peer;

/** A listener behind a proxy that speaks the PROXY protocol. */
class ProxyProtocolTest {
  private static final ConnectionAllowance ONE =
      new ConnectionAllowance(1, 1_000, 6, 5, Duration.ofMinutes(1));
  private static final String LOCAL = "0d0a0d0a000d0a515549540a 20 00 0000";
  private static final int TOTAL = 10;

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // each test opens it
  private Bench bench;

  private final List<Socket> sockets = new ArrayList<>();

  private void open(TlsMode mode, Networks proxies) {
    bench = new Bench(directory, mode, ONE, proxies, Toy::new);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.7 198.51.100.9 4000 25, 192.0.2.7",
    "PROXY TCP6 2001:db8::7 2001:db8:1::9 4000 25, 2001:db8:0:0:0:0:0:7"
  })
  void thePeerIsTheClient(String header, String client) throws IOException {
    open(TlsMode.NONE, Networks.LOOPBACK);
    Socket socket = connect();
    say(socket, header + "\r\none\r\n");
    assertThat(hear(socket, 12)).isEqualTo("hello\r\none\r\n");
    Peer peer = bench.toy().wire.peer();
    assertThat(peer.address()).isEqualTo(client);
    assertThat(peer.port()).isEqualTo(4000);
    assertThat(peer.localPort()).isEqualTo(25);
    assertThat(bench.toy().calls).startsWith("opened").noneMatch(each -> each.contains("ERROR"));
  }

  @Test
  void theHeaderComesBeforeTls() throws Exception {
    open(TlsMode.IMPLICIT, Networks.LOOPBACK);
    Socket secure = Clients.tls(prefixed(client(7)));
    assertThat(hear(secure, 7)).isEqualTo("hello\r\n");
    Peer peer = bench.toy().wire.peer();
    assertThat(peer.address()).isEqualTo("192.0.2.7");
    assertThat(peer.tls()).isPresent();
  }

  @Test
  void theHeaderComesBeforeStartTls() throws Exception {
    open(TlsMode.STARTTLS, Networks.LOOPBACK);
    Socket socket = connect();
    say(socket, client(7) + "STARTTLS\r\n");
    assertThat(hear(socket, 14)).isEqualTo("hello\r\nready\r\n");
    assertThat(hear(Clients.tls(socket), 9)).isEqualTo("secured\r\n");
    assertThat(bench.toy().wire.peer().address()).isEqualTo("192.0.2.7");
  }

  @Test
  void nobodyIsGreetedBeforeTheHeader() throws IOException {
    open(TlsMode.NONE, Networks.LOOPBACK);
    Socket socket = connect();
    say(socket, "PROXY TCP4 192.0.2.7");
    socket.setSoTimeout(100);
    assertThat(catchThrowable(() -> hear(socket, 1))).isInstanceOf(SocketTimeoutException.class);
    assertThat(bench.toys).isEmpty();
  }

  @Test
  void limitsCountClientsNotTheProxy() throws IOException {
    open(TlsMode.NONE, Networks.LOOPBACK);
    for (int i = 1; i <= 3; i++) {
      Socket socket = connect();
      say(socket, client(i));
      assertThat(hear(socket, 7)).isEqualTo("hello\r\n");
    }
    Socket second = connect();
    say(second, client(1) + "early\r\n");
    Bench.await(() -> bench.listeners.waiting() == 1);
    sockets.get(0).close();
    assertThat(hear(second, 14)).isEqualTo("hello\r\nearly\r\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsMode.class,
      names = {"NONE", "IMPLICIT"})
  void whoWaitsInVainIsToldWhy(TlsMode mode) throws Exception {
    open(mode, Networks.LOOPBACK);
    Socket first = mode == TlsMode.IMPLICIT ? Clients.tls(prefixed(client(7))) : connect();
    if (mode == TlsMode.NONE) {
      say(first, client(7));
    }
    assertThat(hear(first, 7)).isEqualTo("hello\r\n");
    Socket second = prefixed(client(7));
    Socket layered = mode == TlsMode.IMPLICIT ? Clients.layered(second) : second;
    Thread talk = new Thread(() -> begin(layered));
    talk.start();
    Bench.await(() -> bench.listeners.waiting() == 1);
    bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(51)); // who is inside has a minute
    assertThat(new String(layered.getInputStream().readAllBytes(), ISO_8859_1))
        .isEqualTo("too many\r\n");
    talk.join();
  }

  /** The header and the first words in one piece. */
  private static void begin(Socket socket) {
    try {
      if (socket instanceof SSLSocket secure) {
        secure.startHandshake();
      } else {
        say(socket, "one\r\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void healthChecksHaveNoLimitButTheTotal() throws IOException {
    open(TlsMode.NONE, Networks.LOOPBACK);
    for (int i = 0; i < TOTAL; i++) {
      Socket socket = connect();
      socket.getOutputStream().write(HexFormat.of().parseHex(LOCAL.replace(" ", "")));
      assertThat(hear(socket, 7)).isEqualTo("hello\r\n");
    }
    assertThat(bench.toy().wire.peer().address()).isEqualTo("127.0.0.1");
    assertThat(hear(connect(), 10)).isEqualTo("too many\r\n");
    sockets.get(0).close();
    Bench.await(() -> bench.listeners.connections() == TOTAL - 1);
    Socket next = connect();
    say(next, "PROXY UNKNOWN\r\n");
    assertThat(hear(next, 7)).isEqualTo("hello\r\n");
  }

  @Test
  void whoSaysNothingCountsForTheTotalUntilItIsClosed() throws IOException {
    open(TlsMode.NONE, Networks.LOOPBACK);
    for (int i = 0; i < TOTAL; i++) {
      connect();
    }
    assertThat(hear(connect(), 10)).isEqualTo("too many\r\n");
    for (Socket socket : sockets) {
      socket.close();
    }
    assertThat(greeted().isClosed()).isFalse();
  }

  /** The places of those that have gone are free in a moment. */
  private Socket greeted() throws IOException {
    while (true) {
      Socket socket = connect();
      say(socket, client(7));
      if (hear(socket, 7).equals("hello\r\n")) {
        return socket;
      }
    }
  }

  @Test
  void onlyProxiesConnect() throws IOException {
    open(TlsMode.NONE, Networks.parse("192.0.2.0/24, 2001:db8::/32"));
    Socket socket = connect();
    assertThat(socket.getInputStream().read()).isNegative();
    assertThat(bench.toys).isEmpty();
  }

  @Test
  void whatIsNoHeaderIsNotAnswered() throws IOException {
    open(TlsMode.NONE, Networks.LOOPBACK);
    Socket socket = connect();
    say(socket, "EHLO client.example.org\r\n");
    assertThat(socket.getInputStream().read()).isNegative();
    assertThat(bench.toys).isEmpty();
  }

  private Socket connect() throws IOException {
    Socket socket = bench.connect();
    sockets.add(socket);
    return socket;
  }

  /** A client whose first octets come in one piece with the header. */
  private Socket prefixed(String header) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), bench.port()) {
          private boolean said;

          @Override
          public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet});
              }

              @Override
              public void write(byte[] octets, int start, int count) throws IOException {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                if (!said) {
                  all.writeBytes(header.getBytes(ISO_8859_1));
                  said = true;
                }
                all.write(octets, start, count);
                out.write(all.toByteArray());
              }
            };
          }
        };
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private static String client(int number) {
    return "PROXY TCP4 192.0.2.%d 198.51.100.9 4000 25\r\n".formatted(number);
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String hear(Socket socket, int octets) throws IOException {
    return new String(socket.getInputStream().readNBytes(octets), ISO_8859_1);
  }
}
