package org.posthorn.hooks.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as standardwebhooks.com has it: {@code v1,} and the Base64 of the HMAC-SHA256 of
 * id, time and body, with dots between them.
 */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LENGTH = 32;
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private WebhookSignature() {}

  /** A new secret. */
  static String newSecret(RandomGenerator random) {
    byte[] octets = new byte[LENGTH];
    random.nextBytes(octets);
    return PREFIX + Base64.getEncoder().encodeToString(octets);
  }

  /** The octets of a secret; empty when it is none: {@code whsec_}, 24 to 64 octets in Base64. */
  static Optional<byte[]> key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] octets = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      return Optional.of(octets).filter(key -> key.length >= SHORTEST && key.length <= LONGEST);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /**
   * The value of {@code webhook-signature}.
   *
   * @param id of the message, the same for each attempt
   * @param seconds since 1970, of this attempt
   */
  static String of(byte[] key, String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + seconds + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
