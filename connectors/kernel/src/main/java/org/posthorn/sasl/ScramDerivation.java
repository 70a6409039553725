package org.posthorn.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes the SCRAM-SHA-256 keys of a password. RFC 5802 §3, RFC 7677. */
public final class ScramDerivation {

  /** The fewest iterations that make sense. RFC 7677 §4. */
  public static final int MIN_ITERATIONS = 4096;

  private static final int KEY_BITS = 256;

  private ScramDerivation() {}

  /**
   * The keys of a password.
   *
   * @param password is prepared here; see {@link OpaqueString}
   * @param salt random, at least 16 octets
   * @param iterations at least {@link #MIN_ITERATIONS}
   * @throws IllegalArgumentException when the password cannot be prepared or a number is too small
   */
  public static ScramKeys keys(String password, byte[] salt, int iterations) {
    if (salt.length < 16 || iterations < MIN_ITERATIONS) {
      throw new IllegalArgumentException("Salt or iteration count too small");
    }
    String prepared =
        OpaqueString.prepare(password)
            .orElseThrow(() -> new IllegalArgumentException("Password has no prepared form"));
    byte[] salted = saltedPassword(prepared, salt, iterations);
    return new ScramKeys(
        salt, iterations, hash(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
  }

  /** {@code SaltedPassword := Hi(Normalize(password), salt, i)}: PBKDF2. RFC 5802 §2.2. */
  static byte[] saltedPassword(String prepared, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(prepared.toCharArray(), salt, iterations, KEY_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2WithHmacSHA256 is missing", e);
    } finally {
      spec.clearPassword();
    }
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing", e);
    }
  }

  static byte[] hash(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}
