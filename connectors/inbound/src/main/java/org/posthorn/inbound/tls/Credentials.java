package org.posthorn.inbound.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.Executor;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/** An identity in the form that handshakes use, shared by many. */
final class Credentials {
  private static final JcaTlsCrypto CRYPTO = new Crypto(new SecureRandom());

  private final Identity identity;
  private final TlsCertificate[] chain;
  private final PrivateKey key;

  Credentials(Identity identity) throws GeneralSecurityException, IOException {
    this.identity = identity;
    this.key = Signer.prepared(identity.key());
    this.chain = new TlsCertificate[identity.chain().size()];
    for (int i = 0; i < chain.length; i++) {
      chain[i] = new JcaTlsCertificate(CRYPTO, identity.chain().get(i).getEncoded());
    }
  }

  /** A layer for a new connection; its public-key operations run on the workers. */
  TlsLayer layer(Executor workers, boolean keyWanted) {
    return new TlsLayer(new Handshake(this, keyWanted), workers);
  }

  Identity identity() {
    return identity;
  }

  TlsCrypto crypto() {
    return CRYPTO;
  }

  PrivateKey key() {
    return key;
  }

  X509Certificate certificate() {
    return identity.chain().get(0);
  }

  TlsCertificate[] chain() {
    return chain.clone();
  }
}
