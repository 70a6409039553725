package org.posthorn.mailauth.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;

/** The authorities that are trusted to vouch for servers. RFC 5280 §6. Thread-safe. */
public final class Authorities {
  private final X509TrustManager trust;

  private Authorities(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager found) {
        trust = found;
        return;
      }
    }
    throw new GeneralSecurityException("this Java checks no certificates");
  }

  /** Those of this Java, whatever the application server trusts. */
  public static Authorities ofJava() {
    return read(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"));
  }

  private static Authorities read(Path keystore) {
    try {
      return new Authorities(KeyStore.getInstance(keystore.toFile(), new char[0]));
    } catch (GeneralSecurityException | IOException e) {
      try (InputStream in = Files.newInputStream(keystore)) {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(in, null); // without its password it is read, only not checked
        return new Authorities(store);
      } catch (GeneralSecurityException | IOException again) {
        throw new IllegalArgumentException("the authorities cannot be read: " + keystore, again);
      }
    }
  }

  /**
   * Those of a file, and no others.
   *
   * @param pem certificates in PEM or DER
   * @throws IllegalArgumentException with a sentence for the operator when it cannot be read
   */
  public static Authorities of(Path pem) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] octets = Files.readAllBytes(pem);
      return of(factory.generateCertificates(new ByteArrayInputStream(octets)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("certificates cannot be read: " + pem, e);
    }
  }

  /** These. */
  public static Authorities of(Collection<? extends Certificate> certificates) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate each : certificates) {
        store.setCertificateEntry("authority" + number++, each);
      }
      return new Authorities(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no trusted certificates", e);
    }
  }

  /**
   * Why a server is not the host that it should be: its certificate must be valid now, for the name
   * as a DNS name (RFC 8461 §4.1), and come from one of these authorities.
   */
  public Optional<TlsFailure> objection(CertificateChain chain, String host, Instant now) {
    return chain
        .expired(now)
        .or(() -> untrusted(chain))
        .or(() -> chain.misnamed(java.util.List.of(host), false));
  }

  private Optional<TlsFailure> untrusted(CertificateChain chain) {
    try {
      // of an unknown key exchange: TLS itself has shown that the key fits
      trust.checkServerTrusted(chain.certificates().toArray(X509Certificate[]::new), "UNKNOWN");
      return Optional.empty();
    } catch (CertificateException | RuntimeException e) { // what strangers send may be too much
      return Optional.of(
          new TlsFailure(
              TlsResultType.CERTIFICATE_NOT_TRUSTED, "The certificate is of no trusted authority"));
    }
  }
}
