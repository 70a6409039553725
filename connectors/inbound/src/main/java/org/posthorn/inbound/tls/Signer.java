package org.posthorn.inbound.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsSigner;
import org.bouncycastle.tls.crypto.TlsStreamSigner;

/**
 * Signs handshakes: with Bouncy Castle's elliptic curves, and the platform's RSA, each the faster
 * one (ADR 57). RFC 8446 §4.2.3.
 */
final class Signer implements TlsSigner {
  private static final int[] RSA = {
    SignatureScheme.rsa_pss_rsae_sha256,
    SignatureScheme.rsa_pss_rsae_sha384,
    SignatureScheme.rsa_pss_rsae_sha512,
    SignatureScheme.rsa_pkcs1_sha256,
    SignatureScheme.rsa_pkcs1_sha384,
    SignatureScheme.rsa_pkcs1_sha512
  };

  private final PrivateKey key;

  /**
   * Signs with this key.
   *
   * @param key as {@link #prepared}
   */
  Signer(PrivateKey key) {
    this.key = key;
  }

  /** A key in the form that signs quickest. */
  static PrivateKey prepared(PrivateKey key) throws GeneralSecurityException {
    return key instanceof ECPrivateKey
        ? (PrivateKey) KeyFactory.getInstance("EC", Crypto.BOUNCY_CASTLE).translateKey(key)
        : key;
  }

  /** The schemes that a key can serve, best first. TLS 1.3 binds each curve to one. */
  static int[] schemes(PrivateKey key) {
    if (key instanceof ECKey curve) {
      int bits = curve.getParams().getCurve().getField().getFieldSize();
      return new int[] {
        bits <= 256
            ? SignatureScheme.ecdsa_secp256r1_sha256
            : bits <= 384
                ? SignatureScheme.ecdsa_secp384r1_sha384
                : SignatureScheme.ecdsa_secp521r1_sha512
      };
    }
    return key.getAlgorithm().equals("RSA") ? RSA.clone() : new int[] {SignatureScheme.ed25519};
  }

  @Override
  public byte[] generateRawSignature(SignatureAndHashAlgorithm algorithm, byte[] hash)
      throws IOException {
    throw new TlsFatalAlert(AlertDescription.internal_error); // asked only before TLS 1.2
  }

  @Override
  public TlsStreamSigner getStreamSigner(SignatureAndHashAlgorithm algorithm) throws IOException {
    try {
      Signature signature = signature(SignatureScheme.from(algorithm));
      signature.initSign(key);
      return new Stream(signature);
    } catch (GeneralSecurityException e) {
      throw new TlsFatalAlert(AlertDescription.internal_error, e);
    }
  }

  private static Signature signature(int scheme) throws GeneralSecurityException {
    return switch (scheme) {
      case SignatureScheme.ecdsa_secp256r1_sha256 -> ecdsa("SHA256withECDSA");
      case SignatureScheme.ecdsa_secp384r1_sha384 -> ecdsa("SHA384withECDSA");
      case SignatureScheme.ecdsa_secp521r1_sha512 -> ecdsa("SHA512withECDSA");
      case SignatureScheme.rsa_pkcs1_sha256 -> Signature.getInstance("SHA256withRSA");
      case SignatureScheme.rsa_pkcs1_sha384 -> Signature.getInstance("SHA384withRSA");
      case SignatureScheme.rsa_pkcs1_sha512 -> Signature.getInstance("SHA512withRSA");
      case SignatureScheme.rsa_pss_rsae_sha256 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
      case SignatureScheme.rsa_pss_rsae_sha384 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
      case SignatureScheme.rsa_pss_rsae_sha512 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
      default -> Signature.getInstance("Ed25519");
    };
  }

  private static Signature ecdsa(String name) throws GeneralSecurityException {
    return Signature.getInstance(name, Crypto.BOUNCY_CASTLE);
  }

  private static Signature pss(String hash, MGF1ParameterSpec mask, int salt)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, salt, 1));
    return signature;
  }

  private record Stream(Signature signature) implements TlsStreamSigner {
    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
          write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
          try {
            signature.update(octets, offset, length);
          } catch (SignatureException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
          }
        }
      };
    }

    @Override
    public byte[] getSignature() throws IOException {
      try {
        return signature.sign();
      } catch (SignatureException e) {
        throw new TlsFatalAlert(AlertDescription.internal_error, e);
      }
    }
  }
}
