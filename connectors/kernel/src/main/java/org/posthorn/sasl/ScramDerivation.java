package org.posthorn.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes the SCRAM keys of a password. RFC 5802 §3, RFC 7677. */
public final class ScramDerivation {

  /** The fewest iterations that make sense. RFC 7677 §4. */
  public static final int MIN_ITERATIONS = 4096;

  private ScramDerivation() {}

  /**
   * The keys of a password.
   *
   * @param hash the mechanism that they are for
   * @param password is prepared here; see {@link OpaqueString}
   * @param salt random, at least 16 octets
   * @param iterations at least {@link #MIN_ITERATIONS}
   * @throws IllegalArgumentException when the password cannot be prepared or a number is too small
   */
  public static ScramKeys keys(ScramHash hash, String password, byte[] salt, int iterations) {
    if (salt.length < 16 || iterations < MIN_ITERATIONS) {
      throw new IllegalArgumentException("Salt or iteration count too small");
    }
    String prepared =
        OpaqueString.prepare(password)
            .orElseThrow(() -> new IllegalArgumentException("Password has no prepared form"));
    return derive(hash, prepared, salt, iterations);
  }

  static ScramKeys derive(ScramHash hash, String prepared, byte[] salt, int iterations) {
    byte[] salted = saltedPassword(hash, prepared, salt, iterations);
    return new ScramKeys(
        salt,
        iterations,
        digest(hash, hmac(hash, salted, "Client Key")),
        hmac(hash, salted, "Server Key"));
  }

  /** {@code SaltedPassword := Hi(Normalize(password), salt, i)}: PBKDF2. RFC 5802 §2.2. */
  static byte[] saltedPassword(ScramHash hash, String prepared, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(prepared.toCharArray(), salt, iterations, 8 * hash.octets());
    try {
      return SecretKeyFactory.getInstance("PBKDF2With" + hash.hmac())
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2 is missing", e);
    } finally {
      spec.clearPassword();
    }
  }

  static byte[] hmac(ScramHash hash, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(hash.hmac());
      mac.init(new SecretKeySpec(key, hash.hmac()));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(hash.hmac() + " is missing", e);
    }
  }

  static byte[] digest(ScramHash hash, byte[] octets) {
    try {
      return MessageDigest.getInstance(hash.digest()).digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(hash.digest() + " is missing", e);
    }
  }
}
