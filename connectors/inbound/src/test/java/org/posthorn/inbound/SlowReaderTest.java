package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Wire;

class SlowReaderTest {
  private static final int SIZE = 64 << 20;

  @TempDir Path directory;

  /** Sends {@link #SIZE} octets for each line, in steps, as long as there is room. */
  private static final class Stream extends Toy {
    private final byte[] part = new byte[10_000];
    private long toSend;

    Stream(Wire wire) {
      super(wire);
    }

    @Override
    void line(String line) {
      if (line.equals("QUIT")) {
        super.line(line);
      } else {
        toSend = SIZE;
        onWoken();
      }
    }

    @Override
    void onWoken() {
      while (toSend > 0 && wire.writable()) {
        int size = (int) Math.min(part.length, toSend);
        wire.write(part, 0, size);
        toSend -= size;
      }
    }

    @Override
    public void received(java.nio.ByteBuffer octets) {
      if (toSend == 0) {
        super.received(octets);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void getsAllWhileLittleIsHeld(TlsMode mode) throws Exception {
    try (Bench bench = new Bench(directory, mode, Stream::new);
        Socket socket = mode == TlsMode.NONE ? bench.connect() : Clients.tls(bench.connect())) {
      InputStream in = socket.getInputStream();
      socket.getOutputStream().write("go\r\nQUIT\r\n".getBytes(ISO_8859_1));
      assertThat(in.readNBytes(7)).isEqualTo("hello\r\n".getBytes(ISO_8859_1));
      Thread.sleep(300); // the peer sleeps, the server fills what it may
      long held = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      assertThat(held).isLessThan(24L << 20);
      assertThat(read(in, SIZE)).isEqualTo(SIZE);
      assertThat(in.readAllBytes()).isEqualTo("bye\r\n".getBytes(ISO_8859_1));
    }
  }

  @Test
  void oneThatNeverReadsIsCutAfterFiveMinutes() throws Exception {
    try (Bench bench = new Bench(directory, TlsMode.NONE, Stream::new);
        Socket socket = bench.connect()) {
      socket.getOutputStream().write("go\r\n".getBytes(ISO_8859_1));
      Bench.await(() -> !bench.toy().wire.writable());
      Thread.sleep(1200); // a sweep takes note
      bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(290));
      Thread.sleep(1200);
      assertThat(bench.listeners.connections()).isEqualTo(1);
      bench.skipped.addAndGet(TimeUnit.SECONDS.toNanos(15));
      Bench.await(() -> bench.listeners.connections() == 0);
      Bench.await(() -> bench.toy().calls.contains("closed"));
      assertThat(bench.toy().calls).doesNotContain("timedOut");
    }
  }

  @Test
  void whoIgnoresThatThereIsNoRoomIsCut() throws Exception {
    try (Bench bench =
            new Bench(
                directory,
                TlsMode.NONE,
                wire ->
                    new Toy(wire) {
                      @Override
                      void line(String line) {
                        for (int i = 0; i < 64; i++) {
                          this.wire.write(new byte[1 << 20]);
                        }
                      }
                    });
        Socket socket = bench.connect()) {
      socket.getOutputStream().write("go\r\n".getBytes(ISO_8859_1));
      Bench.await(() -> bench.toy().calls.contains("closed"));
      assertThat(bench.listeners.connections()).isZero();
    }
  }

  private static long read(InputStream in, long wanted) throws IOException {
    byte[] buffer = new byte[50_000];
    long sum = 0;
    while (sum < wanted) {
      int size = in.read(buffer, 0, (int) Math.min(buffer.length, wanted - sum));
      if (size < 0) {
        break;
      }
      sum += size;
    }
    return sum;
  }
}
