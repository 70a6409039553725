package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Wire;

class FastWriterTest {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 8_000; // enough to shut and open the gate thousands of times

  @TempDir Path directory;

  /** Counts what comes and says so at the end of a line. */
  private static final class Counter extends Toy {
    private long count;

    Counter(Wire wire) {
      super(wire);
    }

    @Override
    public void received(ByteBuffer octets) {
      count += octets.remaining();
      boolean ended = octets.get(octets.limit() - 1) == '\n';
      octets.position(octets.limit());
      if (ended) {
        wire.write(count + "\r\n");
        wire.close();
      }
    }
  }

  @ParameterizedTest
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @EnumSource(names = {"NONE", "IMPLICIT"})
  void isReadToTheEnd(TlsMode mode) throws Exception {
    try (Bench bench = new Bench(directory, mode, Counter::new);
        Socket socket = mode == TlsMode.NONE ? bench.connect() : Clients.tls(bench.connect())) {
      socket.setSoTimeout(30_000);
      byte[] piece = new byte[PIECE];
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < PIECES; i++) {
        out.write(piece);
      }
      out.write('\n');
      out.flush();
      InputStream in = socket.getInputStream();
      String told = new String(in.readAllBytes(), ISO_8859_1);
      assertThat(told).isEqualTo("hello\r\n" + ((long) PIECE * PIECES + 1) + "\r\n");
    }
  }
}
