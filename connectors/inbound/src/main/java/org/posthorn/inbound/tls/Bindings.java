package org.posthorn.inbound.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.jspecify.annotations.Nullable;

/** Channel binding data of the server's side of a TLS connection. */
final class Bindings {
  static final String EXPORTER = "tls-exporter";
  static final String UNIQUE = "tls-unique";
  static final String END_POINT = "tls-server-end-point";

  private Bindings() {}

  /** The {@link #END_POINT} data: the hash of the server's certificate. RFC 5929 §4.1. */
  static Optional<byte[]> endPoint(X509Certificate certificate) {
    try {
      Optional<String> hash = hash(certificate);
      return hash.isEmpty()
          ? Optional.empty()
          : Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The hash of the certificate's signature, but MD5 and SHA-1 become SHA-256. */
  private static Optional<String> hash(X509Certificate certificate) {
    if (certificate.getSigAlgOID().equals(PKCSObjectIdentifiers.id_RSASSA_PSS.getId())) {
      return Optional.of(pssHash(certificate.getSigAlgParams()));
    }
    String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    int with = name.indexOf("WITH");
    if (with < 0) {
      return Optional.empty(); // a signature without a hash of its own: undefined
    }
    return switch (name.substring(0, with).replace("-", "")) {
      case "MD5", "SHA1", "SHA256" -> Optional.of("SHA-256");
      case "SHA224" -> Optional.of("SHA-224");
      case "SHA384" -> Optional.of("SHA-384");
      case "SHA512" -> Optional.of("SHA-512");
      default -> Optional.empty();
    };
  }

  private static String pssHash(byte @Nullable [] parameters) {
    String oid = RSASSAPSSparams.getInstance(parameters).getHashAlgorithm().getAlgorithm().getId();
    if (oid.equals(NISTObjectIdentifiers.id_sha384.getId())) {
      return "SHA-384";
    }
    return oid.equals(NISTObjectIdentifiers.id_sha512.getId()) ? "SHA-512" : "SHA-256";
  }
}
