package org.posthorn.inbound.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.wire.Tls;

/** Against the platform's client, in memory. */
class TlsLayerTest {
  private static final int SIZE = 1 << 20;

  static Stream<Arguments> all() throws Exception {
    List<Identity> identities =
        List.of(
            identity("EC", "SHA256withECDSA", new ECGenParameterSpec("secp256r1")),
            identity("EC", "SHA384withECDSA", new ECGenParameterSpec("secp384r1")),
            identity(
                "RSA",
                "SHA256withRSA",
                new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)));
    Stream.Builder<Arguments> all = Stream.builder();
    for (Identity identity : identities) {
      all.add(Arguments.of(identity, "TLSv1.3"));
      all.add(Arguments.of(identity, "TLSv1.2"));
    }
    return all.build();
  }

  private static Identity identity(
      String algorithm, String signature, AlgorithmParameterSpec parameters) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(parameters);
    KeyPair pair = generator.generateKeyPair();
    return new Identity(
        pair.getPrivate(),
        List.of(SelfSigned.certificate(pair, signature, "mail.posthorn.test", Instant.now())));
  }

  @ParameterizedTest
  @MethodSource("all")
  void handshakeDataAndEnd(Identity identity, String version) throws Exception {
    TlsLayer layer = new Credentials(identity).layer(Runnable::run, true);
    EmbeddedChannel server = new EmbeddedChannel(layer);
    SslHandler client = client(version);
    EmbeddedChannel peer = new EmbeddedChannel(client);
    shuttle(peer, server);
    assertThat(client.handshakeFuture().isSuccess()).isTrue();

    Tls tls = layer.protection();
    assertThat(tls.protocol()).isEqualTo(version);
    assertThat(tls.cipherSuite()).isEqualTo(client.engine().getSession().getCipherSuite());
    assertThat(tls.channelBinding("tls-server-end-point"))
        .hasValueSatisfying(
            data ->
                assertThat(data)
                    .isEqualTo(Bindings.endPoint(identity.chain().get(0)).orElseThrow()));
    assertThat(tls.channelBinding("tls-exporter"))
        .hasValueSatisfying(exported -> assertThat(exported).hasSize(32));

    byte[] data = new byte[SIZE];
    new Random(1).nextBytes(data);
    peer.writeOutbound(Unpooled.wrappedBuffer(data));
    shuttle(peer, server);
    assertThat(received(server)).isEqualTo(data);
    server.writeOutbound(Unpooled.wrappedBuffer(data));
    shuttle(peer, server);
    assertThat(received(peer)).isEqualTo(data);

    assertThat(layer.closeOutbound().isSuccess()).isTrue();
    shuttle(peer, server);
    assertThat(client.sslCloseFuture().isSuccess()).isTrue();
    server.finishAndReleaseAll();
    peer.finishAndReleaseAll();
  }

  @Test
  void aHandshakeThatTakesTooLongFails() throws Exception {
    Identity identity = identity("EC", "SHA256withECDSA", new ECGenParameterSpec("secp256r1"));
    List<Object> events = new ArrayList<>();
    EmbeddedChannel server =
        new EmbeddedChannel(
            new Credentials(identity).layer(Runnable::run, true),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events.add(event);
              }
            });
    server.freezeTime();
    server.advanceTimeBy(59, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();
    assertThat(events).isEmpty();
    server.advanceTimeBy(2, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();
    assertThat(events)
        .singleElement()
        .matches(event -> !((SslHandshakeCompletionEvent) event).isSuccess());
    server.finishAndReleaseAll();
  }

  @Test
  void nothingIsReadWhileAWorkerIsAtTheHandshake() throws Exception {
    Identity identity = identity("EC", "SHA256withECDSA", new ECGenParameterSpec("secp256r1"));
    List<Runnable> tasks = new ArrayList<>();
    EmbeddedChannel server = new EmbeddedChannel(new Credentials(identity).layer(tasks::add, true));
    server.writeInbound(Unpooled.buffer().writeBytes(new byte[] {22, 3, 1, 0, 9}));
    assertThat(server.config().isAutoRead()).isFalse();
    tasks.get(0).run();
    server.runPendingTasks();
    assertThat(server.config().isAutoRead()).isTrue();
    server.finishAndReleaseAll();
  }

  private static SslHandler client(String version) throws Exception {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .trustManager(InsecureTrustManagerFactory.INSTANCE)
        .protocols(version)
        .build()
        .newHandler(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT);
  }

  private static void shuttle(EmbeddedChannel one, EmbeddedChannel other) {
    boolean moved = true;
    while (moved) {
      one.runPendingTasks();
      other.runPendingTasks();
      boolean there = move(one, other);
      boolean back = move(other, one);
      moved = there || back;
    }
  }

  private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
    boolean moved = false;
    for (Object octets = from.readOutbound(); octets != null; octets = from.readOutbound()) {
      to.writeInbound(octets);
      moved = true;
    }
    return moved;
  }

  private static byte[] received(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (Object octets = channel.readInbound(); octets != null; octets = channel.readInbound()) {
      all.writeBytes((ByteBuf) octets);
      ((ByteBuf) octets).release();
    }
    byte[] data = new byte[all.readableBytes()];
    all.readBytes(data);
    return data;
  }
}
