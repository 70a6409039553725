package org.posthorn.accounts.control;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;

/**
 * Reads the public key that somebody uploads: a certificate or a bare key, in PEM (RFC 7468) or as
 * DER in base64. Of a certificate only the key is looked at.
 */
public final class PublicKeyReader {
  private static final String FIELD = "key";
  private static final int MAX_TEXT = 60_000;
  private static final int MIN_RSA_BITS = 2048; // RFC 9325 §4.4
  private static final int MAX_RSA_BITS = 4096; // the listeners take no longer ones

  private static final Map<ASN1ObjectIdentifier, String> CURVES =
      Map.of(
          X9ObjectIdentifiers.prime256v1, "ECDSA 256",
          SECObjectIdentifiers.secp384r1, "ECDSA 384",
          SECObjectIdentifiers.secp521r1, "ECDSA 521");

  /**
   * A public key.
   *
   * @param fingerprint SHA-256 hash of its SubjectPublicKeyInfo in lower case hexadecimal digits
   * @param algorithm for people
   */
  public record Key(String fingerprint, String algorithm) {}

  private PublicKeyReader() {}

  /** The key, or what is wrong with the text and what to do about it. */
  public static Result<Key> read(String text) {
    if (text.length() > MAX_TEXT) {
      return refused(
          "is longer than " + MAX_TEXT + " characters; leave out the other certificates");
    }
    try {
      return text.contains("-----BEGIN ") ? pem(text) : der(decoded(text));
    } catch (IOException | RuntimeException e) { // the parsers' answers to what they cannot read
      return refused("is neither a certificate nor a public key, in PEM or as DER in base64");
    }
  }

  private static Result<Key> pem(String text) throws IOException {
    try (PemReader reader = new PemReader(new StringReader(text))) {
      PemObject first = reader.readPemObject();
      if (first == null) {
        throw new IOException("no PEM");
      }
      return switch (first.getType()) {
        case "CERTIFICATE" -> of(certificate(first.getContent()));
        case "PUBLIC KEY" -> of(SubjectPublicKeyInfo.getInstance(first.getContent()));
        case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
            refused("is a certificate request; make a certificate of it, or send the public key");
        default ->
            first.getType().endsWith("PRIVATE KEY")
                ? refused(
                    "is a private key: make a new one, because nobody else may see it,"
                        + " and send its certificate")
                : refused("is PEM of another kind: " + printable(first.getType()));
      };
    }
  }

  private static String printable(String type) {
    String plain = type.replaceAll("[^A-Z0-9 ]", "?");
    return plain.length() > 40 ? plain.substring(0, 40) : plain;
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
  }

  private static Result<Key> der(byte[] octets) throws IOException {
    try {
      return of(certificate(octets));
    } catch (IllegalArgumentException noCertificate) {
      return of(SubjectPublicKeyInfo.getInstance(octets));
    }
  }

  private static SubjectPublicKeyInfo certificate(byte[] octets) {
    return Certificate.getInstance(octets).getSubjectPublicKeyInfo();
  }

  private static Result<Key> of(SubjectPublicKeyInfo key) throws IOException {
    ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      int bits = RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength();
      return bits < MIN_RSA_BITS || bits > MAX_RSA_BITS
          ? refused(
              "is an RSA key of " + bits + " bits; take " + MIN_RSA_BITS + " to " + MAX_RSA_BITS)
          : done(key, "RSA " + bits);
    }
    Optional<String> name = Optional.empty();
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) { // RFC 8410 §3
      name = Optional.of("Ed25519");
    } else if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
        && key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve) {
      name = Optional.ofNullable(CURVES.get(curve));
    }
    return name.isPresent()
        ? done(key, name.get())
        : refused("has an algorithm that TLS does not know here; take Ed25519, ECDSA or RSA");
  }

  private static Result<Key> done(SubjectPublicKeyInfo key, String algorithm) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded(ASN1Encoding.DER));
      return Result.done(new Key(HexFormat.of().formatHex(hash), algorithm));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }

  private static Result<Key> refused(String reason) {
    return Result.refused(Objection.invalid(FIELD, reason));
  }
}
