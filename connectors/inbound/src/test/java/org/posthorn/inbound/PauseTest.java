package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Wire;

/** Conversations that wait for something else than their peer hold no worker. */
class PauseTest {
  @TempDir Path directory;
  private Bench bench;

  /** Answers {@code SLOW} when somebody has completed it. */
  private static final class Patient extends Toy {
    volatile CompletableFuture<String> slow = new CompletableFuture<>();

    Patient(Wire wire) {
      super(wire);
    }

    @Override
    void line(String line) {
      if (line.equals("SLOW")) {
        slow = new CompletableFuture<>();
        wire.pause(slow);
      } else {
        super.line(line);
      }
    }

    @Override
    void onWoken() {
      if (slow.isDone() && !slow.isCancelled()) {
        wire.write(slow.handle((text, failure) -> failure == null ? text : "failed").join());
        slow.cancel(false);
        slow = new CompletableFuture<>();
      }
    }
  }

  @BeforeEach
  void open() {
    bench = new Bench(directory, TlsMode.NONE, Patient::new);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void whatComesMeanwhileIsReadAfterwards() throws IOException {
    try (Socket socket = bench.connect()) {
      say(socket, "one\r\nSLOW\r\ntwo\r\n");
      assertThat(hear(socket, "hello\r\none\r\n")).isTrue();
      say(socket, "QUIT\r\n");
      Patient patient = (Patient) bench.toy();
      assertThat(patient.lines).containsExactly("one", "SLOW");
      patient.slow.complete("done\r\n");
      assertThat(rest(socket)).isEqualTo("done\r\ntwo\r\nbye\r\n");
      assertThat(patient.calls).noneMatch(call -> call.startsWith("ERROR"));
    }
  }

  @Test
  void moreOfThemThanWorkersLetOthersWork() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = bench.connect();
      waiting.add(socket);
      say(socket, "SLOW\r\n");
    }
    Bench.await(() -> bench.toys.stream().filter(toy -> toy.lines.contains("SLOW")).count() == 20);
    try (Socket other = bench.connect()) {
      say(other, "one\r\nQUIT\r\n");
      assertThat(rest(other)).isEqualTo("hello\r\none\r\nbye\r\n");
    }
    bench.toys.forEach(toy -> ((Patient) toy).slow.completeExceptionally(new IOException("no")));
    for (Socket socket : waiting) {
      say(socket, "QUIT\r\n");
      assertThat(rest(socket)).isEqualTo("hello\r\nfailedbye\r\n");
      socket.close();
    }
  }

  @Test
  void itDoesNotCostThePeerItsPatience() throws IOException {
    try (Socket socket = bench.connect()) {
      Patient patient = (Patient) bench.toy();
      patient.patience = Duration.ofSeconds(20);
      say(socket, "SLOW\r\n");
      Bench.await(() -> patient.lines.contains("SLOW"));
      bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(60));
      sweeps();
      patient.slow.complete("done\r\n");
      say(socket, "QUIT\r\n");
      assertThat(rest(socket)).isEqualTo("hello\r\ndone\r\nbye\r\n");
    }
  }

  @Test
  void aPeerThatGoesOrEndsIsNoticed() throws IOException {
    try (Socket socket = bench.connect()) {
      say(socket, "SLOW\r\n");
      Bench.await(() -> bench.toy().lines.contains("SLOW"));
      socket.setSoLinger(true, 0); // a reset
    }
    Bench.await(() -> bench.toy().calls.contains("closed"));
    ((Patient) bench.toy()).slow.complete("too late");
    assertThat(bench.toy().calls).containsExactly("opened", "received", "closed");
  }

  @Test
  void aPeerThatSendsNoMoreIsAnswered() throws IOException {
    try (Socket socket = bench.connect()) {
      say(socket, "SLOW\r\n");
      socket.shutdownOutput();
      Bench.await(() -> bench.toy().lines.contains("SLOW"));
      ((Patient) bench.toy()).slow.complete("done\r\n");
      assertThat(rest(socket)).isEqualTo("hello\r\ndone\r\n");
    }
  }

  @Test
  void theEndOfTheServerDoesNotWait() throws IOException {
    try (Socket socket = bench.connect()) {
      say(socket, "SLOW\r\n");
      Bench.await(() -> bench.toy().lines.contains("SLOW"));
      bench.close();
      assertThat(rest(socket)).isEqualTo("hello\r\nstopping\r\n");
    }
  }

  @Test
  void whatIsDoneAlreadyIsNotWaitedFor() throws IOException {
    bench.close();
    bench =
        new Bench(
            directory,
            TlsMode.NONE,
            wire ->
                new Toy(wire) {
                  @Override
                  void line(String line) {
                    super.line(line);
                    wire.pause(CompletableFuture.completedFuture(line));
                  }
                });
    try (Socket socket = bench.connect()) {
      say(socket, "one\r\ntwo\r\nQUIT\r\n");
      assertThat(rest(socket)).isEqualTo("hello\r\none\r\ntwo\r\nbye\r\n");
    }
  }

  private static void sweeps() {
    try {
      Thread.sleep(1_100); // the listeners look after time every half second
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static boolean hear(Socket socket, String text) throws IOException {
    byte[] octets = socket.getInputStream().readNBytes(text.length());
    return new String(octets, ISO_8859_1).equals(text);
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
