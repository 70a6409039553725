package org.posthorn.accounts.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id in the PHC string format. RFC 9106. */
final class Argon2id {
  static final int SALT_OCTETS = 16;
  private static final int HASH_OCTETS = 32;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;

  /** The most that a stored string may ask for; beyond it the row was tampered with. */
  private static final int MAX_MEMORY_KIB = 256 * 1024;

  private static final Argon2Memory MEMORY = new Argon2Memory(MEMORY_KIB, LANES);

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{16,88})");

  private Argon2id() {}

  /** The verifier of a password with today's parameters. */
  static String hash(String password, byte[] salt) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    byte[] hash = compute(password, salt, MEMORY_KIB, PASSES, LANES, HASH_OCTETS);
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /**
   * Whether a verifier is this password's, whatever parameters it was made with.
   *
   * @throws IllegalArgumentException when it is no verifier
   */
  static boolean matches(String verifier, String password) {
    Matcher phc = PHC.matcher(verifier);
    if (!phc.matches()) {
      throw new IllegalArgumentException("No Argon2id verifier");
    }
    int memory = Integer.parseInt(phc.group(1));
    if (memory > MAX_MEMORY_KIB) {
      throw new IllegalArgumentException("An Argon2id verifier that takes too much memory");
    }
    byte[] salt = Base64.getDecoder().decode(phc.group(4));
    byte[] hash = Base64.getDecoder().decode(phc.group(5));
    int passes = Integer.parseInt(phc.group(2));
    int lanes = Integer.parseInt(phc.group(3));
    return MessageDigest.isEqual(hash, compute(password, salt, memory, passes, lanes, hash.length));
  }

  private static byte[] compute(
      String password, byte[] salt, int memory, int passes, int lanes, int octets) {
    Argon2Parameters.Builder parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt);
    byte[] hash = new byte[octets];
    if (memory != MEMORY_KIB || lanes != LANES) {
      generate(parameters, password, hash);
      return hash;
    }
    BlockPool pool = MEMORY.take();
    generate(parameters.withBlockPool(pool), password, hash);
    MEMORY.give(pool);
    return hash;
  }

  private static void generate(Argon2Parameters.Builder parameters, String password, byte[] hash) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters.build());
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
  }
}
