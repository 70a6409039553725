package org.posthorn.inbound.tls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsSecret;

/** One key agreement on Curve25519 with a key for this handshake only. RFC 7748 §6.1. */
final class X25519Agreement implements TlsAgreement {
  private final SecureRandom random;
  private final Function<byte[], TlsSecret> adopt;
  private final byte[] own = new byte[X25519.SCALAR_SIZE];
  private final byte[] peer = new byte[X25519.POINT_SIZE];

  /**
   * Not yet begun.
   *
   * @param adopt makes what was agreed upon a secret of the protocol engine
   */
  X25519Agreement(SecureRandom random, Function<byte[], TlsSecret> adopt) {
    this.random = random;
    this.adopt = adopt;
  }

  @Override
  public byte[] generateEphemeral() {
    X25519.generatePrivateKey(random, own);
    byte[] shown = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(own, 0, shown, 0);
    return shown;
  }

  @Override
  public void receivePeerValue(byte[] value) throws IOException {
    if (value == null || value.length != peer.length) { // RFC 8446 §4.2.8.2
      throw new TlsFatalAlert(AlertDescription.illegal_parameter);
    }
    System.arraycopy(value, 0, peer, 0, peer.length);
  }

  @Override
  public TlsSecret calculateSecret() throws IOException {
    byte[] secret = new byte[X25519.POINT_SIZE];
    if (!X25519.calculateAgreement(own, 0, peer, 0, secret, 0)) { // RFC 8446 §7.4.2: all zero
      throw new TlsFatalAlert(AlertDescription.illegal_parameter);
    }
    TlsSecret adopted = adopt.apply(secret); // a copy
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(own, (byte) 0);
    return adopted;
  }
}
