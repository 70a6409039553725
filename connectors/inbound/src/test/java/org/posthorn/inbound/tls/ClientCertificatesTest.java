package org.posthorn.inbound.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client's certificate comes to, against the platform's client. */
class ClientCertificatesTest {
  private final Instant now = Instant.now();

  /** A key and its certificate. */
  private record Client(PrivateKey key, X509Certificate certificate, String fingerprint) {}

  static Stream<Arguments> keys() {
    return Stream.of("EC 256", "EC 384", "EC 521", "RSA 2048", "RSA 4096", "Ed25519 255")
        .flatMap(key -> Stream.of("TLSv1.3", "TLSv1.2").map(v -> Arguments.of(key, v)));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keyIsKnownByItsFingerprint(String key, String version) throws Exception {
    Client client = client(key, Duration.ofDays(1), 0);
    assertThat(shown(version, Optional.of(client), true)).hasValue(client.fingerprint());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void nobodyNeedsACertificate(String key, String version) throws Exception {
    assertThat(shown(version, Optional.empty(), true)).isEmpty();
    assertThat(shown(version, Optional.of(client(key, Duration.ofDays(1), 0)), false)).isEmpty();
  }

  @Test
  void expiredAndBigCertificatesWillDo() throws Exception {
    for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
      Client expired = client("EC 256", Duration.ofDays(-1), 0);
      assertThat(shown(version, Optional.of(expired), true)).hasValue(expired.fingerprint());
      Client big = client("EC 256", Duration.ofDays(1), 20_000);
      assertThat(shown(version, Optional.of(big), true)).hasValue(big.fingerprint());
    }
  }

  @Test
  void whatHasNoBoundEndsTheHandshake() throws Exception {
    assertThat(handshake("TLSv1.2", client("EC 256", Duration.ofDays(1), 40_000))).isFalse();
    assertThat(handshake("TLSv1.2", client("RSA 4104", Duration.ofDays(1), 0))).isFalse();
  }

  /**
   * A test for primality costs more than all else and tells nothing of a key that is registered.
   */
  @Test
  void modulusOfAStrangerIsNotTested() throws Exception {
    for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
      Client prime = client(primeModulus(), "RSA", Duration.ofDays(1), 0);
      assertThat(shown(version, Optional.of(prime), true)).hasValue(prime.fingerprint());
    }
  }

  @Test
  void anothersCertificateEndsTheHandshake() throws Exception {
    for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
      Client mine = client("EC 256", Duration.ofDays(1), 0);
      Client other = client("EC 256", Duration.ofDays(1), 0);
      Client thief = new Client(mine.key(), other.certificate(), other.fingerprint());
      assertThat(handshake(version, thief)).isFalse();
    }
  }

  private boolean handshake(String version, Client client) throws Exception {
    try {
      return shown(version, Optional.of(client), true).isPresent();
    } catch (DecoderException | NoSuchElementException ended) {
      return false;
    }
  }

  /** The fingerprint that the server sees. */
  private static Optional<String> shown(String version, Optional<Client> client, boolean wanted)
      throws Exception {
    Identity server = SelfSigned.create("mail.posthorn.test", java.time.Clock.systemUTC());
    TlsLayer layer = new Credentials(server).layer(Runnable::run, wanted);
    EmbeddedChannel here = new EmbeddedChannel(layer);
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .protocols(version);
    client.ifPresent(it -> builder.keyManager(it.key(), it.certificate()));
    SslHandler there = builder.build().newHandler(UnpooledByteBufAllocator.DEFAULT);
    EmbeddedChannel peer = new EmbeddedChannel(there);
    try {
      shuttle(peer, here);
      return layer.protection().clientKey();
    } finally {
      here.finishAndReleaseAll();
      try {
        peer.finishAndReleaseAll();
      } catch (Exception refused) {
        assertThat(refused).isInstanceOf(javax.net.ssl.SSLException.class);
      }
    }
  }

  private Client client(String key, Duration left, int ballast) throws Exception {
    String[] parts = key.split(" ");
    KeyPairGenerator generator = KeyPairGenerator.getInstance(parts[0]);
    generator.initialize(Integer.parseInt(parts[1]));
    return client(generator.generateKeyPair(), parts[0], left, ballast);
  }

  private Client client(KeyPair pair, String kind, Duration left, int ballast) throws Exception {
    X500Name name = new X500Name("CN=anything");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofDays(400))),
            Date.from(now.plus(left)),
            name,
            pair.getPublic());
    if (ballast > 0) {
      byte[] filler = new byte[ballast];
      Arrays.fill(filler, (byte) 7);
      builder.addExtension(
          new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), false, new DEROctetString(filler));
    }
    String signature = kind.equals("EC") ? "SHA256withECDSA" : kind;
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder(
                            signature.equals("RSA") ? "SHA256withRSA" : signature)
                        .build(pair.getPrivate())));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
    return new Client(pair.getPrivate(), certificate, HexFormat.of().formatHex(hash));
  }

  /** A key that works though its modulus is a prime. */
  private static KeyPair primeModulus() throws Exception {
    BigInteger modulus = BigInteger.probablePrime(2048, new Random(1));
    BigInteger exponent = BigInteger.valueOf(65_537);
    BigInteger secret = exponent.modInverse(modulus.subtract(BigInteger.ONE));
    KeyFactory factory = KeyFactory.getInstance("RSA");
    return new KeyPair(
        factory.generatePublic(new RSAPublicKeySpec(modulus, exponent)),
        factory.generatePrivate(new RSAPrivateKeySpec(modulus, secret)));
  }

  private static void shuttle(EmbeddedChannel one, EmbeddedChannel other) {
    boolean moved = true;
    while (moved) {
      one.runPendingTasks();
      other.runPendingTasks();
      boolean there = move(one, other);
      moved = move(other, one) || there;
    }
  }

  private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
    boolean moved = false;
    ByteBuf octets = from.readOutbound();
    while (octets != null) {
      to.writeInbound(octets);
      moved = true;
      octets = from.readOutbound();
    }
    return moved;
  }
}
