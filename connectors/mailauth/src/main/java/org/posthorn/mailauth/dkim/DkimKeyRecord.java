package org.posthorn.mailauth.dkim;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;

/**
 * A public key as a domain publishes it in DNS. RFC 6376 §3.6.1, RFC 8463 §4.
 *
 * @param keyType {@code rsa} or {@code ed25519}
 * @param bits of the modulus, or 256
 * @param hashes which hashes may be used with it; empty for all
 * @param services what it may be used for; empty for everything
 * @param testing whether the domain only tries DKIM
 * @param strict whether {@code i} must have exactly the domain of {@code d}
 */
public record DkimKeyRecord(
    String keyType,
    PublicKey key,
    int bits,
    List<String> hashes,
    List<String> services,
    boolean testing,
    boolean strict) {

  /** Longer records are not read. */
  static final int MAX_LENGTH = 4096;

  private static final int MAX_RSA = 4096; // RFC 8301 §3.2: what all verifiers can do
  private static final int MAX_EXPONENT = 64;
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500"); // SEQUENCE { rsaEncryption, NULL }

  public DkimKeyRecord {
    hashes = List.copyOf(hashes);
    services = List.copyOf(services);
  }

  /** Reads a TXT record, its strings put together. */
  public static Parsed<DkimKeyRecord> parse(String text) {
    Optional<TagList> read = text.length() > MAX_LENGTH ? Optional.empty() : TagList.parse(text);
    if (read.isEmpty()) {
      return new Bad<>("key record cannot be read");
    }
    TagList tags = read.get();
    if (tags.has("v")
        && !(tags.first().equals("v") && tags.value("v").orElse("").equals("DKIM1"))) {
      return new Bad<>("no key record"); // RFC 6376 §3.6.1
    }
    if (tags.compact("p").orElse("x").isEmpty()) {
      return new Bad<>("key revoked");
    }
    String type = tags.compact("k").orElse("rsa").toLowerCase(Locale.ROOT);
    Optional<PublicKey> key = tags.octets("p").flatMap(octets -> key(type, octets));
    if (key.isEmpty()) {
      return new Bad<>("key cannot be read");
    }
    int bits = key.get() instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 256;
    return new Good<>(
        new DkimKeyRecord(
            type,
            key.get(),
            bits,
            tags.words("h"),
            tags.words("s"),
            tags.words("t").contains("y"),
            tags.words("t").contains("s")));
  }

  private static Optional<PublicKey> key(String type, byte[] octets) {
    try {
      if (type.equals("ed25519")) {
        return octets.length == Ed25519Keys.LENGTH
            ? Optional.of(publicKey("Ed25519", join(Ed25519Keys.PREFIX, octets)))
            : Optional.empty();
      }
      return type.equals("rsa")
          ? Optional.of(rsa(octets)).filter(DkimKeyRecord::bearable)
          : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException e) { // a stranger's octets
      return Optional.empty();
    }
  }

  private static PublicKey rsa(byte[] octets) throws GeneralSecurityException {
    try {
      return publicKey("RSA", octets); // SubjectPublicKeyInfo, as nearly everybody has it
    } catch (GeneralSecurityException e) {
      byte[] bits = der(0x03, join(new byte[1], octets)); // RSAPublicKey, as RFC 6376 §3.6.1 says
      return publicKey("RSA", der(0x30, join(RSA_ALGORITHM, bits)));
    }
  }

  // A long exponent makes one check take seconds.
  private static boolean bearable(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() <= MAX_RSA
        && rsa.getPublicExponent().bitLength() <= MAX_EXPONENT
        && rsa.getPublicExponent().compareTo(BigInteger.ONE) > 0;
  }

  private static PublicKey publicKey(String algorithm, byte[] encoded)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  /**
   * The text of the record that publishes a key.
   *
   * @param encoded the SubjectPublicKeyInfo
   */
  public static String publish(DkimAlgorithm algorithm, byte[] encoded) {
    byte[] octets =
        algorithm == DkimAlgorithm.ED25519_SHA256
            ? java.util.Arrays.copyOfRange(encoded, Ed25519Keys.PREFIX.length, encoded.length)
            : encoded;
    return "v=DKIM1; k="
        + algorithm.keyType()
        + "; h=sha256; p="
        + Base64.getEncoder().encodeToString(octets);
  }

  /** Why a signature may not rest on this key; empty when it may. */
  public Optional<DkimVerdict> objection(DkimAlgorithm algorithm) {
    if (!keyType.equals(algorithm.keyType())) {
      return permanent("key of another type");
    }
    if (!hashes.isEmpty() && !hashes.contains("sha256")) {
      return permanent("hash not allowed by the key");
    }
    if (!services.isEmpty() && !services.contains("*") && !services.contains("email")) {
      return permanent("key is not for mail");
    }
    if (key instanceof RSAPublicKey && bits < 1024) { // RFC 8301 §3.2
      return Optional.of(new DkimVerdict(AuthStatus.POLICY, "key is shorter than 1024 bits"));
    }
    return Optional.empty();
  }

  private static Optional<DkimVerdict> permanent(String reason) {
    return Optional.of(new DkimVerdict(AuthStatus.PERMERROR, reason));
  }
}
