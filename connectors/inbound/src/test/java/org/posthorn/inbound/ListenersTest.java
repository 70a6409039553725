package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.inbound.settings.TlsMode;

@SuppressWarnings("try") // who closes first is what is tested
class ListenersTest {
  @TempDir Path directory;

  @Test
  void answersInOrderWhateverTheCut() throws IOException {
    byte[] wire = "one\r\ntwo\r\nthree\r\nQUIT\r\n".getBytes(ISO_8859_1);
    try (Bench bench = plain()) {
      for (int cut = 1; cut < wire.length; cut++) {
        try (Socket socket = bench.connect()) {
          socket.getOutputStream().write(wire, 0, cut);
          socket.getOutputStream().write(wire, cut, wire.length - cut);
          assertThat(all(socket)).isEqualTo("hello\r\none\r\ntwo\r\nthree\r\nbye\r\n");
        }
      }
      assertOrderly(bench);
    }
  }

  @Test
  void aPeerThatStopsSendingStillGetsEveryAnswer() throws IOException {
    try (Bench bench = plain();
        Socket socket = bench.connect()) {
      socket.getOutputStream().write("one\r\ntwo\r\nhalf".getBytes(ISO_8859_1));
      socket.shutdownOutput();
      assertThat(all(socket)).isEqualTo("hello\r\none\r\ntwo\r\n");
      Bench.await(() -> bench.listeners.connections() == 0);
      assertOrderly(bench);
    }
  }

  @Test
  void lastWordsArriveAlthoughOctetsWereLeftUnread() throws IOException {
    try (Bench bench = plain();
        Socket socket = bench.connect()) {
      socket.getOutputStream().write("QUIT\r\n".getBytes(ISO_8859_1));
      socket.getOutputStream().write("x\r\n".repeat(20_000).getBytes(ISO_8859_1));
      assertThat(all(socket)).isEqualTo("hello\r\nbye\r\n");
    }
  }

  @Test
  void wakesFromManyThreadsAreAnsweredByAtLeastOneCall() throws Exception {
    AtomicInteger woken = new AtomicInteger();
    try (Bench bench =
            new Bench(
                directory,
                TlsMode.NONE,
                wire ->
                    new Toy(wire) {
                      @Override
                      void onWoken() {
                        woken.incrementAndGet();
                      }
                    });
        Socket socket = bench.connect()) {
      Toy toy = bench.toy();
      Thread[] threads = new Thread[8];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  for (int n = 0; n < 1000; n++) {
                    toy.wire.wake();
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      Bench.await(() -> woken.get() > 0);
      int before = woken.get();
      toy.wire.wake();
      Bench.await(() -> woken.get() > before);
      socket.close();
      Bench.await(() -> toy.calls.contains("closed"));
      toy.wire.wake();
      assertOrderly(bench);
    }
  }

  @Test
  void moreThanTheBacklogEndsTheConnection() throws IOException {
    try (Bench bench = plain();
        Socket socket = bench.connect()) {
      socket.getOutputStream().write("x".repeat(2049).getBytes(ISO_8859_1));
      assertThat(everything(socket)).doesNotContain("x");
      Bench.await(() -> bench.listeners.connections() == 0);
      assertOrderly(bench);
    }
  }

  @Test
  void asMuchAsTheBacklogIsAwaited() throws IOException {
    try (Bench bench = plain();
        Socket socket = bench.connect()) {
      String line = "x".repeat(2046);
      for (byte octet : line.getBytes(ISO_8859_1)) {
        socket.getOutputStream().write(octet);
      }
      socket.getOutputStream().write("\r\nQUIT\r\n".getBytes(ISO_8859_1));
      assertThat(all(socket)).isEqualTo("hello\r\n" + line + "\r\nbye\r\n");
    }
  }

  @Test
  void silenceEndsWithAFarewell() throws IOException {
    try (Bench bench =
            new Bench(
                directory,
                TlsMode.NONE,
                wire -> {
                  Toy toy = new Toy(wire);
                  toy.patience = Duration.ofMillis(300);
                  return toy;
                });
        Socket socket = bench.connect()) {
      long began = System.nanoTime();
      assertThat(all(socket)).isEqualTo("hello\r\ntimeout\r\n");
      assertThat(System.nanoTime() - began).isBetween(250_000_000L, 5_000_000_000L);
      assertThat(bench.toy().calls).containsExactly("opened", "timedOut", "closed");
    }
  }

  @Test
  void aWakeIsNoSignOfLifeOfThePeer() throws IOException {
    try (Bench bench =
            new Bench(
                directory,
                TlsMode.NONE,
                wire -> {
                  Toy toy = new Toy(wire);
                  toy.patience = Duration.ofMillis(700);
                  return toy;
                });
        Socket socket = bench.connect()) {
      Toy toy = bench.toy();
      Bench.await(
          () -> {
            toy.wire.wake();
            return toy.calls.contains("timedOut");
          });
      assertThat(all(socket)).isEqualTo("hello\r\ntimeout\r\n");
    }
  }

  @Test
  void stopSaysFarewell() throws IOException {
    Bench bench = plain();
    try (Socket socket = bench.connect()) {
      bench.toy();
      bench.close();
      assertThat(all(socket)).isEqualTo("hello\r\nstopping\r\n");
      assertOrderly(bench);
    }
  }

  @Test
  void aBrokenConversationEndsItsOwnConnectionOnly() throws IOException {
    try (Bench bench = plain();
        Socket other = bench.connect();
        Socket socket = bench.connect()) {
      socket.getOutputStream().write("FAIL\r\n".getBytes(ISO_8859_1));
      assertThat(all(socket)).isEqualTo("hello\r\n");
      other.getOutputStream().write("QUIT\r\n".getBytes(ISO_8859_1));
      assertThat(all(other)).isEqualTo("hello\r\nbye\r\n");
      assertOrderly(bench);
    }
  }

  @Test
  void oneTooManyIsToldSo() throws IOException {
    try (Bench bench = new Bench(directory, TlsMode.NONE, 1, Toy::new);
        Socket first = bench.connect()) {
      bench.toy();
      try (Socket second = bench.connect()) {
        assertThat(all(second)).isEqualTo("too many\r\n");
      }
      first.close();
      Bench.await(() -> bench.listeners.connections() == 0);
      try (Socket third = bench.connect()) {
        third.getOutputStream().write("QUIT\r\n".getBytes(ISO_8859_1));
        assertThat(all(third)).isEqualTo("hello\r\nbye\r\n");
      }
    }
  }

  private Bench plain() {
    return new Bench(directory, TlsMode.NONE, Toy::new);
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** What can be read before the connection ends in whatever way. */
  private static String everything(Socket socket) {
    try {
      return all(socket);
    } catch (IOException e) {
      return "";
    }
  }

  private static void assertOrderly(Bench bench) {
    for (Toy toy : bench.toys) {
      Bench.await(() -> toy.calls.contains("closed"));
      assertThat(toy.calls).startsWith("opened").endsWith("closed");
      assertThat(toy.calls).noneMatch(call -> call.startsWith("ERROR"));
    }
  }
}
