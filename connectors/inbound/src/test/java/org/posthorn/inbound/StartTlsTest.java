package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.tls.ChannelBinding;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.inbound.settings.TlsMode;
import org.posthorn.wire.Tls;
import org.posthorn.wire.Wire;

class StartTlsTest {
  @TempDir Path directory;

  @Test
  void answerLeavesInPlainThenTlsProtects() throws Exception {
    try (Bench bench = bench(TlsMode.STARTTLS);
        Socket plain = bench.connect()) {
      send(plain, "STARTTLS\r\n");
      assertThat(text(plain, 14)).isEqualTo("hello\r\nready\r\n");
      try (SSLSocket socket = Clients.tls(plain)) {
        assertThat(text(socket, 9)).isEqualTo("secured\r\n");
        send(socket, "QUIT\r\n");
        assertThat(text(socket, 5)).isEqualTo("bye\r\n");
        assertThat(bench.toy().wire.peer().tls()).isPresent();
        assertThat(bench.toy().wire.canStartTls()).isFalse();
      }
    }
  }

  @Test
  void aHandshakeThatFollowsAtOnceIsNotLost() throws Exception {
    try (Bench bench = bench(TlsMode.STARTTLS)) {
      for (int i = 0; i < 300; i++) {
        try (Socket plain = bench.connect();
            SSLSocket socket = Clients.layered(plain)) {
          plain.setSoTimeout(10_000);
          send(plain, "STARTTLS\r\n");
          assertThat(text(plain, 14)).isEqualTo("hello\r\nready\r\n");
          socket.startHandshake();
          assertThat(text(socket, 9)).isEqualTo("secured\r\n");
        }
      }
    }
  }

  @Test
  void plaintextThatCameEarlyIsNeverRead() throws Exception { // RFC 3207 §4.2
    try (Bench bench = bench(TlsMode.STARTTLS);
        Socket plain = bench.connect()) {
      send(plain, "STARTTLS\r\ninjected\r\n");
      assertThat(text(plain, 14)).isEqualTo("hello\r\nready\r\n");
      try (SSLSocket socket = Clients.tls(plain)) {
        send(socket, "mine\r\nQUIT\r\n");
        assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
            .isEqualTo("secured\r\nmine\r\nbye\r\n");
      }
    }
  }

  @Test
  void plaintextThatKeepsComingIsNeverRead() throws Exception {
    try (Bench bench = bench(TlsMode.STARTTLS)) {
      for (int i = 0; i < 50; i++) {
        try (Socket plain = bench.connect()) {
          send(plain, "STARTTLS\r\n");
          for (int n = 0; n < 5; n++) {
            send(plain, "injected\r\n");
          }
          Clients.tls(plain);
        } catch (IOException e) {
          // some came so late that TLS has read it, and that was the end
        }
      }
      Bench.await(() -> bench.listeners.connections() == 0);
      for (Toy toy : bench.toys) {
        assertThat(toy.lines).containsOnly("STARTTLS");
      }
    }
  }

  @Test
  void manyStartAtTheSameTime() throws Exception {
    try (Bench bench = bench(TlsMode.STARTTLS)) {
      List<Future<String>> clients = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(16);
      for (int i = 0; i < 200; i++) {
        clients.add(threads.submit(() -> secured(bench)));
      }
      for (Future<String> client : clients) {
        assertThat(client.get()).isEqualTo("secured\r\nmine\r\nbye\r\n");
      }
      threads.shutdown();
    }
  }

  private static String secured(Bench bench) throws Exception {
    try (Socket plain = bench.connect()) {
      text(plain, 7);
      send(plain, "STARTTLS\r\n");
      text(plain, 7);
      try (SSLSocket socket = Clients.tls(plain)) {
        send(socket, "mine\r\nQUIT\r\n");
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      }
    }
  }

  @Test
  void plaintextInThePlaceOfAHandshakeEndsTheConnection() throws Exception {
    try (Bench bench = bench(TlsMode.STARTTLS);
        Socket plain = bench.connect()) {
      send(plain, "STARTTLS\r\n");
      assertThat(text(plain, 14)).isEqualTo("hello\r\nready\r\n");
      send(plain, "injected\r\n");
      Bench.await(() -> bench.toy().calls.contains("closed"));
      assertThat(bench.toy().calls).containsExactly("opened", "received", "closed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void whoClosesItsHalfAtOnceStillGetsTheAnswers(String version) throws Exception { // RFC 8446 §6.1
    try (Bench bench = bench(TlsMode.IMPLICIT)) {
      for (String last : List.of("QUIT", "other")) {
        for (int i = 0; i < 20; i++) {
          try (Socket plain = bench.connect();
              SSLSocket socket = Clients.layered(plain)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            send(socket, "one\r\ntwo\r\n" + last + "\r\n");
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                .isEqualTo(
                    "hello\r\none\r\ntwo\r\n" + (last.equals("QUIT") ? "bye" : last) + "\r\n");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IMPLICIT", "NONE"})
  void aLongAnswerIsNotCutByTheClientsEnd(TlsMode mode) throws Exception {
    String answer = "x".repeat(3_000_000);
    try (Bench bench = new Bench(directory, mode, wire -> new Talkative(wire, answer));
        Socket plain = bench.connect();
        Socket socket = mode == TlsMode.NONE ? plain : Clients.tls(plain)) {
      send(socket, "LONG\r\nQUIT\r\n");
      Bench.await(() -> bench.toy().calls.contains("closed"));
      socket.shutdownOutput();
      plain.setSoTimeout(20_000);
      Thread.sleep(200); // the server has seen the end, and has much to say yet
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("hello\r\n" + answer + "bye\r\n");
    }
  }

  private static final class Talkative extends Toy {
    private final String answer;

    Talkative(Wire wire, String answer) {
      super(wire);
      this.answer = answer;
    }

    @Override
    void line(String line) {
      if (line.equals("LONG")) {
        byte[] octets = answer.getBytes(ISO_8859_1);
        wire.write(octets, 0, octets.length);
        wire.write("bye\r\n");
        wire.close();
      } else {
        super.line(line);
      }
    }
  }

  @Test
  void implicitTlsOpensProtected() throws Exception {
    try (Bench bench = bench(TlsMode.IMPLICIT);
        SSLSocket socket = Clients.tls(bench.connect())) {
      assertThat(text(socket, 7)).isEqualTo("hello\r\n");
      Tls tls = bench.toy().wire.peer().tls().orElseThrow();
      assertThat(tls.protocol()).isEqualTo(socket.getSession().getProtocol());
      assertThat(tls.cipherSuite()).isEqualTo(socket.getSession().getCipherSuite());
      send(socket, "QUIT\r\n");
      assertThat(text(socket, 5)).isEqualTo("bye\r\n");
      Bench.await(() -> bench.toy().calls.contains("closed"));
      assertThat(bench.toy().calls).containsExactly("opened", "received", "closed");
    }
  }

  @Test
  void aFailedHandshakeMeetsNoConversation() throws Exception {
    try (Bench bench = bench(TlsMode.IMPLICIT);
        Socket plain = bench.connect()) {
      send(plain, "EHLO there\r\n");
      Bench.await(() -> bench.listeners.connections() == 0);
      assertThat(bench.toys).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void bothSidesHaveTheSameChannelBinding(String version) throws Exception {
    try (Bench bench = bench(TlsMode.IMPLICIT);
        Socket plain = bench.connect()) {
      TlsClientProtocol client =
          new TlsClientProtocol(plain.getInputStream(), plain.getOutputStream());
      BindingClient peer = new BindingClient(version);
      client.connect(peer);
      byte[] hello = client.getInputStream().readNBytes(7);
      assertThat(new String(hello, ISO_8859_1)).isEqualTo("hello\r\n");
      Tls tls = bench.toy().wire.peer().tls().orElseThrow();
      assertThat(tls.protocol()).isEqualTo(version);
      assertThat(tls.channelBinding("tls-exporter")) // RFC 9266
          .hasValueSatisfying(data -> assertThat(data).hasSize(32).isEqualTo(peer.exported));
      assertThat(tls.channelBinding("tls-server-end-point")) // RFC 5929 §4.1
          .hasValueSatisfying(data -> assertThat(data).isEqualTo(peer.certificateHash));
      assertThat(tls.channelBinding("tls-unique").isPresent()) // RFC 5929 §3, RFC 8446 §C.5
          .isEqualTo(version.equals("TLSv1.2"));
      tls.channelBinding("tls-unique")
          .ifPresent(data -> assertThat(data).isNotEmpty().isEqualTo(peer.unique));
      client.close();
    }
  }

  /** Bouncy Castle's client, which tells its side of the binding. */
  private static final class BindingClient extends DefaultTlsClient {
    private final String version;
    private byte[] certificateHash = {};
    private byte[] exported = {};
    private byte[] unique = {};

    BindingClient(String version) {
      super(new JcaTlsCryptoProvider().create(new SecureRandom()));
      this.version = version;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return (version.equals("TLSv1.3") ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12).only();
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new ServerOnlyTlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
          try {
            certificateHash =
                MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getCertificate().getCertificateAt(0).getEncoded());
          } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
          }
        }
      };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      exported = context.exportChannelBinding(ChannelBinding.tls_exporter);
      if (version.equals("TLSv1.2")) {
        unique = context.exportChannelBinding(ChannelBinding.tls_unique);
      }
    }
  }

  private Bench bench(TlsMode mode) {
    return new Bench(directory, mode, Toy::new);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String text(Socket socket, int length) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(length), ISO_8859_1);
  }
}
