package org.posthorn.inbound.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a certificate that nobody vouches for, so that TLS works from the first start. Ten years,
 * because whoever trusts it has pinned it: a change would break the trust.
 */
final class SelfSigned {
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final int NAME_LIMIT = 64; // RFC 5280 appendix A.1, ub-common-name

  private SelfSigned() {}

  static Identity create(String host, Clock clock) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    return new Identity(
        pair.getPrivate(), List.of(certificate(pair, "SHA256withECDSA", host, clock.instant())));
  }

  /** Whether nobody vouches for the first of some certificates. */
  static boolean isOne(List<X509Certificate> chain) {
    X509Certificate first = chain.get(0);
    return first.getIssuerX500Principal().equals(first.getSubjectX500Principal());
  }

  static X509Certificate certificate(KeyPair pair, String signature, String host, Instant now)
      throws GeneralSecurityException, IOException {
    X500NameBuilder name = new X500NameBuilder();
    name.addRDN(BCStyle.CN, host.length() > NAME_LIMIT ? "Posthorn" : host);
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name.build(),
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(LIFE)),
            name.build(),
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
