package org.posthorn.inbound.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.junit.jupiter.api.Test;

/** Key agreement on Curve25519. RFC 7748 §6.1. */
class X25519AgreementTest {
  private static final TlsECConfig CURVE = new TlsECConfig(NamedGroup.x25519);
  private final Crypto crypto = new Crypto(new SecureRandom());

  private TlsAgreement agreement() {
    return crypto.createECDomain(CURVE).createECDH();
  }

  @Test
  void agreesWithThePlatformsImplementation() throws Exception {
    SecureRandom random = new SecureRandom();
    TlsAgreement theirs =
        new JcaTlsCryptoProvider().create(random, random).createECDomain(CURVE).createECDH();
    TlsAgreement ours = agreement();
    assertThat(ours).isInstanceOf(X25519Agreement.class);
    byte[] shown = theirs.generateEphemeral();
    theirs.receivePeerValue(ours.generateEphemeral());
    ours.receivePeerValue(shown);
    assertThat(ours.calculateSecret().extract()).isEqualTo(theirs.calculateSecret().extract());
  }

  @Test
  void valuesThatGiveTheSecretAwayAreRefused() throws Exception {
    TlsAgreement ours = agreement();
    ours.generateEphemeral();
    assertThatThrownBy(() -> ours.receivePeerValue(new byte[31])).isInstanceOf(TlsFatalAlert.class);
    ours.receivePeerValue(new byte[32]); // of low order: the secret would be zero for everybody
    assertThatThrownBy(ours::calculateSecret).isInstanceOf(TlsFatalAlert.class);
  }
}
