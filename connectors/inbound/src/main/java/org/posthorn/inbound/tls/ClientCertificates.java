package org.posthorn.inbound.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Vector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;

/**
 * Asks clients for a certificate and takes its key, nothing else: no issuer is asked for, and no
 * name, date or signature of the certificate is looked at. A client without one goes on as before.
 */
final class ClientCertificates {
  /** More would let a client choose how long a worker computes. RFC 9325 §4.4 wants 2048. */
  private static final int MAX_RSA_BITS = 4096;

  private static final int MAX_RSA_EXPONENT_BITS = 64;

  private static final int[] SCHEMES = {
    SignatureScheme.ed25519,
    SignatureScheme.ecdsa_secp256r1_sha256,
    SignatureScheme.ecdsa_secp384r1_sha384,
    SignatureScheme.ecdsa_secp521r1_sha512,
    SignatureScheme.rsa_pss_rsae_sha256,
    SignatureScheme.rsa_pss_rsae_sha384,
    SignatureScheme.rsa_pss_rsae_sha512,
    SignatureScheme.rsa_pkcs1_sha256,
    SignatureScheme.rsa_pkcs1_sha384,
    SignatureScheme.rsa_pkcs1_sha512
  };

  private ClientCertificates() {}

  /** The request, without a list of authorities. RFC 8446 §4.3.2, RFC 5246 §7.4.4. */
  @SuppressWarnings("JdkObsolete") // what Bouncy Castle takes
  static CertificateRequest request(boolean tls13) throws IOException {
    Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
    for (int scheme : SCHEMES) {
      algorithms.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
    }
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return tls13
        ? new CertificateRequest(TlsUtils.EMPTY_BYTES, algorithms, null, null)
        : new CertificateRequest(types, algorithms, new Vector<>());
  }

  /**
   * The fingerprint of a certificate's key; see {@link org.posthorn.wire.Tls#clientKey()}.
   *
   * @throws TlsFatalAlert when it is no certificate, or its key is too long to be checked
   */
  static String fingerprint(TlsCertificate certificate) throws IOException {
    try {
      SubjectPublicKeyInfo key =
          org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.getEncoded())
              .getSubjectPublicKeyInfo();
      if (isExcessive(key)) {
        throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded(ASN1Encoding.DER));
      return HexFormat.of().formatHex(hash);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
    }
  }

  private static boolean isExcessive(SubjectPublicKeyInfo key) throws IOException {
    ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
    if (!algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      boolean named = // a curve that the client describes itself could be of any size
          algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
              && key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier;
      return !named && !algorithm.equals(EdECObjectIdentifiers.id_Ed25519);
    }
    RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
    return rsa.getModulus().bitLength() > MAX_RSA_BITS
        || rsa.getPublicExponent().bitLength() > MAX_RSA_EXPONENT_BITS;
  }
}
