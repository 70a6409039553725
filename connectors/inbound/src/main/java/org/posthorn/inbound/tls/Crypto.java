package org.posthorn.inbound.tls;

import java.io.IOException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.bouncycastle.util.Properties;

/**
 * The platform's cryptography, but Bouncy Castle's for the signatures of clients, because the
 * platform knows those of RSA by other names than the protocol engine asks for, and for elliptic
 * curves in each handshake, where it takes less than half the time (ADR 57).
 */
final class Crypto extends JcaTlsCrypto {
  /** Not registered with the platform. */
  static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private static final JcaTlsCrypto VERIFYING =
      new JcaTlsCryptoProvider()
          .setProvider(BOUNCY_CASTLE)
          .create(new SecureRandom(), new SecureRandom());

  Crypto(SecureRandom random) {
    super(new JcaTlsCryptoProvider().getHelper(), random, random);
  }

  @Override
  public TlsECDomain createECDomain(TlsECConfig config) {
    return config.getNamedGroup() == NamedGroup.x25519
        ? () -> new X25519Agreement(getSecureRandom(), this::createSecret)
        : super.createECDomain(config);
  }

  /** A client's certificate. */
  @Override
  public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
    if (type != CertificateType.X509) {
      throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
    }
    return new Shown(encoding);
  }

  /**
   * A certificate whose key nobody vouches for. Its modulus is not tested for being composite: that
   * takes half a second of 8192 bits, and a stranger could ask for it with each connection; whose
   * key is registered has chosen it.
   */
  private static final class Shown extends JcaTlsCertificate {
    private static final String UNTESTED = "org.bouncycastle.rsa.allow_unsafe_mod";

    Shown(byte[] encoding) throws IOException {
      super(VERIFYING, encoding);
    }

    @Override
    protected PublicKey getPublicKey() throws IOException {
      Properties.setThreadOverride(UNTESTED, true);
      try {
        return super.getPublicKey();
      } finally {
        Properties.removeThreadOverride(UNTESTED);
      }
    }
  }
}
