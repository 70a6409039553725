package org.posthorn.mailauth.dkim;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Locale;
import java.util.Optional;

/** How a signature is computed. RFC 8301 §3, RFC 8463 §3. */
public enum DkimAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. RFC 6376 §3.3.2. */
  RSA_SHA256("rsa-sha256", "rsa", "SHA256withRSA"),
  /** PureEdDSA over the SHA-256 hash of what is signed. RFC 8463 §3. */
  ED25519_SHA256("ed25519-sha256", "ed25519", "Ed25519"),
  /** Known, but neither made nor believed. RFC 8301 §3.1. */
  RSA_SHA1("rsa-sha1", "rsa", "SHA1withRSA");

  private final String text;
  private final String keyType;
  private final String jca;

  DkimAlgorithm(String text, String keyType, String jca) {
    this.text = text;
    this.keyType = keyType;
    this.jca = jca;
  }

  /** Its name in the tag {@code a}. */
  public String text() {
    return text;
  }

  /** Its keys' type in the tag {@code k} of a key record. */
  public String keyType() {
    return keyType;
  }

  /** The one with this name. */
  public static Optional<DkimAlgorithm> named(String name) {
    for (DkimAlgorithm each : values()) {
      if (each.text.equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Signs.
   *
   * @throws IllegalArgumentException when the key is none of this algorithm
   */
  public byte[] sign(PrivateKey key, byte[] signed) {
    if (this == ED25519_SHA256) {
      return Ed25519Keys.sign(key, Digests.sha256().digest(signed));
    }
    try {
      Signature signature = Signature.getInstance(jca);
      signature.initSign(key);
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key does not sign with " + text, e);
    }
  }

  /** Whether a signature is one over these octets. */
  public boolean verify(PublicKey key, byte[] signed, byte[] value) {
    if (this == ED25519_SHA256) {
      return Ed25519Keys.verify(key, Digests.sha256().digest(signed), value);
    }
    try {
      Signature signature = Signature.getInstance(jca);
      signature.initVerify(key);
      signature.update(signed);
      return signature.verify(value);
    } catch (SignatureException | InvalidKeyException e) { // a stranger's octets
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
