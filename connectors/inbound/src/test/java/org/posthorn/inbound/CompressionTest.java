package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Wire;

/** Compression of a connection, spoken with zlib's other users. RFC 4978. */
class CompressionTest {
  @TempDir Path directory;

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

  @Test
  void bothDirectionsAreCompressedFromThenOn() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      InputStream in = started(socket);
      send(socket, packed("one\r\ntwo\r\n"));
      assertThat(text(in, 10)).isEqualTo("one\r\ntwo\r\n");
      send(socket, packed("three\r\nQUIT\r\n"));
      assertThat(text(in, 12)).isEqualTo("three\r\nbye\r\n");
    }
  }

  @Test
  void compressionWorksUnderTls() throws Exception { // RFC 4978 §3: compressed, then encrypted
    try (Bench bench = bench(TlsMode.IMPLICIT, Toy::new);
        Socket socket = Clients.tls(bench.connect())) {
      InputStream in = started(socket);
      String line = "x".repeat(1000) + "\r\n";
      for (int i = 0; i < 50; i++) {
        send(socket, packed(line));
        assertThat(text(in, line.length())).isEqualTo(line);
      }
    }
  }

  @Test
  void whatFollowsTheCommandInTheSamePacketIsReadAsCompressed() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write("plain\r\nCOMPRESS\r\n".getBytes(ISO_8859_1));
      packet.write(packed("early\r\n"));
      send(socket, packet.toByteArray());
      assertThat(text(socket.getInputStream(), 22)).isEqualTo("hello\r\nplain\r\npacked\r\n");
      assertThat(text(inflated(socket), 7)).isEqualTo("early\r\n");
    }
  }

  @Test
  void whatAPartialFlushCarriesIsHandedOnAtOnce() throws Exception { // Z_PARTIAL_FLUSH of zlib
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      InputStream in = started(socket);
      send(socket, HexFormat.of().parseHex("cacf4be5e50208"));
      assertThat(text(in, 5)).isEqualTo("one\r\n");
      send(socket, HexFormat.of().parseHex("a092f27c5e2e8000"));
      assertThat(text(in, 5)).isEqualTo("two\r\n");
    }
  }

  @Test
  void everyCutOfTheOctetsGivesTheSame() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      InputStream in = started(socket);
      for (byte octet : packed("one\r\ntwo\r\n")) {
        send(socket, new byte[] {octet});
        Thread.sleep(2);
      }
      assertThat(text(in, 10)).isEqualTo("one\r\ntwo\r\n");
    }
  }

  @Test
  void muchGoesThroughBothWays() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      InputStream in = started(socket);
      StringBuilder text = new StringBuilder();
      Random random = new Random(7);
      while (text.length() < 3_000_000) {
        text.append("line ").append(random.nextLong()).append(" ".repeat(500)).append(".\r\n");
      }
      byte[] packed = packed(text.toString());
      Thread sender =
          new Thread(
              () -> {
                try {
                  send(socket, packed);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      sender.start();
      assertThat(text(in, text.length())).isEqualTo(text.toString());
      sender.join();
    }
  }

  @Test
  void aBombStaysPackedUntilItIsReadAndDoesNotFillMemory() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Deaf::new);
        Socket socket = bench.connect()) {
      started(socket);
      byte[] bomb = packed("\0".repeat(50_000_000));
      assertThat(bomb.length).isLessThan(60_000);
      send(socket, bomb);
      Deaf deaf = (Deaf) bench.toy();
      Bench.await(() -> deaf.most > 0);
      Thread.sleep(200);
      assertThat(deaf.most).isLessThanOrEqualTo(ReceiveBuffer.ENOUGH);
      assertThat(bench.listeners.connections()).isEqualTo(1);
    }
  }

  @Test
  void aStreamThatGrowsOutOfAllBoundsEndsTheConnection() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Eater::new);
        Socket socket = bench.connect()) {
      started(socket);
      byte[] zeros = new byte[1 << 20];
      try {
        for (int i = 0; i < 400; i++) {
          send(socket, packed(zeros));
        }
      } catch (IOException e) {
        // cut in the middle
      }
      Bench.await(() -> bench.listeners.connections() == 0);
      assertThat(((Eater) bench.toy()).eaten).isBetween(256L << 20, 330L << 20);
    }
  }

  @Test
  void whatIsNotCompressedEndsTheConnection() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      started(socket);
      send(socket, "plain text is no stream of blocks\r\n".getBytes(ISO_8859_1));
      Bench.await(() -> bench.listeners.connections() == 0);
      assertThat(bench.toy().lines).containsOnly("COMPRESS");
    }
  }

  @Test
  void emptyBlocksWithoutEndDoNotStopTheReading() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      InputStream in = started(socket);
      byte[] empty = HexFormat.of().parseHex("000000ffff"); // RFC 1951 §3.2.4
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      for (int i = 0; i < 100_000; i++) {
        packet.write(empty);
      }
      packet.write(packed("still there\r\n"));
      send(socket, packet.toByteArray());
      assertThat(text(in, 13)).isEqualTo("still there\r\n");
    }
  }

  @Test
  void afterARestTheStreamGoesOn() throws Exception {
    try (Bench bench = bench(TlsMode.NONE, Toy::new);
        Socket socket = bench.connect()) {
      InputStream in = started(socket);
      Wire wire = bench.toy().wire;
      for (int i = 0; i < 3; i++) {
        send(socket, packed("the same line again\r\n"));
        assertThat(text(in, 21)).isEqualTo("the same line again\r\n");
        assertThat(((SendBuffer) wire).restless()).isTrue();
        bench.skipped.addAndGet(15_000_000_000L);
        Bench.await(() -> !((SendBuffer) wire).restless());
      }
    }
  }

  /** Takes nothing any more once the stream is compressed. */
  private static final class Deaf extends Toy {
    volatile int most;

    Deaf(Wire wire) {
      super(wire);
      backlog = 64 * 1024;
    }

    @Override
    public void received(java.nio.ByteBuffer octets) {
      if (wire.compressing()) {
        most = Math.max(most, octets.remaining());
      } else {
        super.received(octets);
      }
    }
  }

  /** Takes all and forgets it. */
  private static final class Eater extends Toy {
    volatile long eaten;

    Eater(Wire wire) {
      super(wire);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one call at a time
    public void received(java.nio.ByteBuffer octets) {
      if (wire.compressing()) {
        eaten += octets.remaining();
        octets.position(octets.limit());
      } else {
        super.received(octets);
      }
    }
  }

  private Bench bench(TlsMode mode, java.util.function.Function<Wire, Toy> maker) {
    return new Bench(directory, mode, maker);
  }

  private static InputStream started(Socket socket) throws IOException {
    send(socket, "COMPRESS\r\n".getBytes(ISO_8859_1));
    assertThat(text(socket.getInputStream(), 15)).isEqualTo("hello\r\npacked\r\n");
    return inflated(socket);
  }

  private static InputStream inflated(Socket socket) throws IOException {
    return new InflaterInputStream(socket.getInputStream(), new Inflater(true), 1);
  }

  private byte[] packed(String text) {
    return packed(text.getBytes(ISO_8859_1));
  }

  private byte[] packed(byte[] octets) {
    deflater.setInput(octets);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    int count = piece.length;
    while (count == piece.length) {
      count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      packed.write(piece, 0, count);
    }
    return packed.toByteArray();
  }

  private static void send(Socket socket, byte[] octets) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(octets);
    out.flush();
  }

  private static String text(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), ISO_8859_1);
  }
}
