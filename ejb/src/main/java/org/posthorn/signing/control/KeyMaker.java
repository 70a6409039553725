package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.posthorn.mailauth.dkim.DkimAlgorithm;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.entity.DkimKey.Halves;

/** Makes pairs of keys and reads them again. */
@ApplicationScoped
public class KeyMaker {
  private static final int RSA_BITS = 2048; // RFC 8301 §3.2

  @Inject KeyVault vault;

  /** Makes a pair; takes up to a second for RSA, so never within a transaction. */
  public Halves make(DkimAlgorithm algorithm, long domain, String selector) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family(algorithm));
      if (algorithm == DkimAlgorithm.RSA_SHA256) {
        generator.initialize(RSA_BITS);
      }
      KeyPair pair = generator.generateKeyPair();
      return new Halves(
          algorithm,
          pair.getPublic().getEncoded(),
          vault.seal(label(domain, selector), pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The private half of a key.
   *
   * @throws org.posthorn.signing.value.KeysUnreadable when it cannot be decrypted
   */
  PrivateKey read(DkimKey key) {
    byte[] octets = vault.open(label(key.domainId(), key.selector()), key.privateKey());
    try {
      return KeyFactory.getInstance(family(key.algorithm()))
          .generatePrivate(new PKCS8EncodedKeySpec(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String family(DkimAlgorithm algorithm) {
    return algorithm == DkimAlgorithm.ED25519_SHA256 ? "Ed25519" : "RSA";
  }

  private static String label(long domain, String selector) {
    return "dkim " + domain + " " + selector;
  }
}
