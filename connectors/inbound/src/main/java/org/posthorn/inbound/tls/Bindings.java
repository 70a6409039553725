package org.posthorn.inbound.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.jsse.BCSSLEngine;
import org.jspecify.annotations.Nullable;

/** Channel binding data of the server's side of a TLS connection. */
final class Bindings {
  private static final String EXPORTER = "tls-exporter";
  private static final String END_POINT = "tls-server-end-point";
  private static final int EXPORTED = 32; // RFC 9266 §2

  /** {@code byte[] export(String label, byte[] context, int length)}, from JDK 25 on; else null. */
  private static final @Nullable MethodHandle EXPORT = export();

  private Bindings() {}

  /** Whether the platform's own TLS has keying material exporters. */
  static boolean platformExports() {
    return EXPORT != null;
  }

  /** The data of a type, if this connection has it. */
  static Optional<byte[]> of(SSLEngine engine, String type) {
    return switch (type) {
      case EXPORTER -> exporter(engine);
      case END_POINT -> endPoint(engine.getSession());
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> exporter(SSLEngine engine) {
    if (engine instanceof BCSSLEngine bouncy) {
      return Optional.ofNullable(bouncy.getConnection().getChannelBinding(EXPORTER));
    }
    if (EXPORT == null || !(engine.getSession() instanceof ExtendedSSLSession session)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          (byte[]) EXPORT.invoke(session, "EXPORTER-Channel-Binding", new byte[0], EXPORTED));
    } catch (Throwable e) { // TLS 1.2 without extended master secret has none: RFC 9266 §4.2
      return Optional.empty();
    }
  }

  private static @Nullable MethodHandle export() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ExtendedSSLSession.class,
              "exportKeyingMaterialData",
              MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static Optional<byte[]> endPoint(SSLSession session) {
    if (session.getLocalCertificates() == null
        || !(session.getLocalCertificates()[0] instanceof X509Certificate certificate)) {
      return Optional.empty();
    }
    try {
      Optional<String> hash = hash(certificate);
      if (hash.isEmpty()) {
        return Optional.empty();
      }
      MessageDigest digest = MessageDigest.getInstance(hash.get());
      return Optional.of(digest.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The hash of the certificate's signature, no weaker than SHA-256. RFC 5929 §4.1. */
  private static Optional<String> hash(X509Certificate certificate) {
    String oid = certificate.getSigAlgOID();
    if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS.getId())) {
      return pssHash(certificate.getSigAlgParams());
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

  private static Optional<String> pssHash(byte @Nullable [] parameters) {
    String oid = RSASSAPSSparams.getInstance(parameters).getHashAlgorithm().getAlgorithm().getId();
    if (oid.equals(NISTObjectIdentifiers.id_sha384.getId())) {
      return Optional.of("SHA-384");
    }
    return Optional.of(oid.equals(NISTObjectIdentifiers.id_sha512.getId()) ? "SHA-512" : "SHA-256");
  }
}
