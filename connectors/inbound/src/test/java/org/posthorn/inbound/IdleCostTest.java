package org.posthorn.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.inbound.settings.TlsMode;

/**
 * What a connection costs that does nothing. The client's side, in the same heap, is a few words.
 */
class IdleCostTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"NONE, 1000, 10240", "IMPLICIT, 300, 65536"})
  void anIdleConnectionIsSmall(TlsMode mode, int count, int most) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (Bench bench = new Bench(directory, mode, Toy::new)) {
      open(bench, mode, sockets, 20);
      long before = heap();
      open(bench, mode, sockets, count);
      long each = (heap() - before) / count;
      System.getLogger(IdleCostTest.class.getName())
          .log(System.Logger.Level.INFO, mode + ": " + each + " octets of heap per connection");
      assertThat(each).isBetween(500L, (long) most);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void open(Bench bench, TlsMode mode, List<Socket> sockets, int count)
      throws Exception {
    int wanted = bench.toys.size() + count;
    for (int i = 0; i < count; i++) {
      Socket socket = bench.connect();
      sockets.add(socket);
      if (mode == TlsMode.IMPLICIT) {
        Clients.discreet(socket);
      } else {
        socket.getInputStream().readNBytes(7);
      }
    }
    Bench.await(() -> bench.toys.size() == wanted);
  }

  /** What is in use when collecting finds no more. */
  private static long heap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int same = 0; same < 3; ) {
      System.gc();
      Thread.sleep(50);
      long now = runtime.totalMemory() - runtime.freeMemory();
      same = now < used - 20_000 ? 0 : same + 1;
      used = Math.min(used, now);
    }
    return used;
  }
}
