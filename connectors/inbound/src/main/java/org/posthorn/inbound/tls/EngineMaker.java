package org.posthorn.inbound.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * Makes TLS engines for one identity. Where the platform's TLS cannot export keying material
 * (before JDK 25), Bouncy Castle's does the protocol, on the platform's cryptography.
 */
final class EngineMaker {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"}; // RFC 8996: none older
  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;
  private final String[] suites;

  EngineMaker(Identity identity) throws GeneralSecurityException, IOException {
    this(identity, false);
  }

  EngineMaker(Identity identity, boolean bouncyCastle)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "posthorn", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys;
    if (bouncyCastle) {
      Provider provider = new BouncyCastleJsseProvider();
      keys = KeyManagerFactory.getInstance("PKIX", provider);
      context = SSLContext.getInstance("TLS", provider);
    } else {
      keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      context = SSLContext.getInstance("TLS");
    }
    keys.init(store, NO_PASSWORD);
    context.init(keys.getKeyManagers(), null, new SecureRandom());
    suites =
        Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
            .filter(EngineMaker::forwardSecret)
            .toArray(String[]::new);
  }

  /** RFC 9325 §4.1: no static RSA key exchange. */
  private static boolean forwardSecret(String suite) {
    return !suite.startsWith("TLS_RSA_") && !suite.contains("_anon_");
  }

  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(VERSIONS);
    engine.setEnabledCipherSuites(suites);
    return engine;
  }
}
