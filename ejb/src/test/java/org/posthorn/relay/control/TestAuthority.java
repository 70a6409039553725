package org.posthorn.relay.control;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates of all kinds. */
public final class TestAuthority {
  private static final Duration HOUR = Duration.ofHours(1);

  private final X500Principal name;
  private final KeyPair pair = keys();
  private final X509Certificate certificate;
  private long serial = 1;

  public TestAuthority(String name) {
    this.name = new X500Principal("CN=" + name);
    this.certificate = sign(this.name, pair, Instant.now().plus(HOUR), List.of(), true);
  }

  /** A certificate with its key and the authority behind it. */
  public record Issued(KeyPair pair, List<X509Certificate> chain) {

    X509Certificate own() {
      return chain.get(0);
    }

    /** TLS of a server that has it. */
    public SSLContext server() {
      try {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("key", pair.getPrivate(), new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** For these DNS names, valid now. */
  public Issued issue(String... names) {
    return issue(Instant.now().plus(HOUR), "server", names);
  }

  /** For these DNS names, valid until an hour ago. */
  public Issued expired(String... names) {
    return issue(Instant.now().minus(HOUR), "server", names);
  }

  /** With the name in its subject only. */
  Issued withoutDnsNames(String common) {
    return issue(Instant.now().plus(HOUR), common);
  }

  private Issued issue(Instant end, String common, String... names) {
    KeyPair own = keys();
    X500Principal subject = new X500Principal("CN=" + common);
    return new Issued(own, List.of(sign(subject, own, end, List.of(names), false), certificate));
  }

  /** One that vouches for itself. */
  public static Issued selfSigned(String dnsName) {
    TestAuthority self = new TestAuthority("self");
    X509Certificate own =
        self.sign(self.name, self.pair, Instant.now().plus(HOUR), List.of(dnsName), false);
    return new Issued(self.pair, List.of(own));
  }

  private X509Certificate sign(
      X500Principal subject, KeyPair own, Instant end, List<String> names, boolean authority) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(serial++),
              Date.from(end.minus(HOUR.multipliedBy(3))),
              Date.from(end),
              subject,
              own.getPublic());
      if (authority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      if (!names.isEmpty()) {
        GeneralName[] alternatives =
            names.stream()
                .map(each -> new GeneralName(GeneralName.dNSName, each))
                .toArray(GeneralName[]::new);
        builder.addExtension(
            Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
