package org.posthorn.inbound.tls;

import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.posthorn.wire.Tls;

/** TLS by the platform's own engine, where that can export keying material: from JDK 25 on. */
final class PlatformTls implements LayerMaker {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"}; // RFC 8996: none older
  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;
  private final String[] suites;

  PlatformTls(Identity identity) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "posthorn", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    suites =
        Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
            .filter(suite -> !suite.startsWith("TLS_RSA_")) // RFC 9325 §4.1: forward secrecy
            .toArray(String[]::new);
  }

  @Override
  public TlsLayer layer(Executor workers) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(VERSIONS);
    engine.setEnabledCipherSuites(suites);
    return new Layer(engine, workers);
  }

  private static final class Layer extends SslHandler implements TlsLayer {
    Layer(SSLEngine engine, Executor workers) {
      super(engine, false, workers);
      setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Tls protection() {
      return new Protection(engine());
    }
  }

  private record Protection(SSLEngine engine) implements Tls {
    @Override
    public String protocol() {
      return engine.getSession().getProtocol();
    }

    @Override
    public String cipherSuite() {
      return engine.getSession().getCipherSuite();
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
      return switch (type) {
        case Bindings.EXPORTER ->
            engine.getSession() instanceof ExtendedSSLSession session
                ? Bindings.export(session)
                : Optional.empty();
        case Bindings.END_POINT ->
            Bindings.endPoint((X509Certificate) engine.getSession().getLocalCertificates()[0]);
        default -> Optional.empty();
      };
    }
  }
}
