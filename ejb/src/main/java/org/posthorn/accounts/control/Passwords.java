package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.posthorn.accounts.entity.Verifiers;
import org.posthorn.sasl.OpaqueString;
import org.posthorn.sasl.ScramDerivation;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * Turns passwords into verifiers and checks them. The computations are costly on purpose, so only a
 * few run at once and the others wait their turn.
 */
@ApplicationScoped
public class Passwords {
  /** Fewest characters of a new password. */
  public static final int MIN_LENGTH = 8;

  /** Most characters of any password. */
  public static final int MAX_LENGTH = 256;

  /** More than the least of RFC 7677 §4, and still only milliseconds for a client. */
  static final int SCRAM_ITERATIONS = 10_000;

  private static final int AT_ONCE = 2;

  /** Less than clients wait; enough for a crowd that comes back right after a cold start. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** What the password of somebody unknown is compared with, so that it takes as long. */
  private static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1"
          + "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final SecureRandom random = new SecureRandom();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /** What speaks against a new password; one sentence's end, or empty when nothing does. */
  public static Optional<String> objection(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH) {
      return Optional.of("is shorter than " + MIN_LENGTH + " characters");
    }
    if (length > MAX_LENGTH) {
      return Optional.of("is longer than " + MAX_LENGTH + " characters");
    }
    return OpaqueString.prepare(password).isEmpty()
        ? Optional.of("has control characters")
        : Optional.empty();
  }

  /** The form in which passwords are compared; empty when it cannot be anybody's password. */
  public static Optional<String> prepared(String password) {
    return password.length() > 2 * MAX_LENGTH ? Optional.empty() : OpaqueString.prepare(password);
  }

  /** Makes the verifiers of a password to which there is no {@link #objection}. */
  public Verifiers derive(String password) {
    String prepared = prepared(password).orElseThrow();
    turns.acquireUninterruptibly();
    try {
      return new Verifiers(
          Argon2id.hash(prepared, salt()),
          ScramDerivation.keys(ScramHash.SHA_256, password, salt(), SCRAM_ITERATIONS),
          scramSha1(password));
    } finally {
      turns.release();
    }
  }

  /** The SCRAM-SHA-1 keys of a password. */
  ScramKeys scramSha1(String password) {
    return ScramDerivation.keys(ScramHash.SHA_1, password, salt(), SCRAM_ITERATIONS);
  }

  /** Whether the verifier is the prepared password's; empty when there was no turn in time. */
  Optional<Boolean> check(String verifier, String prepared) {
    if (!turn()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Argon2id.matches(verifier, prepared));
    } finally {
      turns.release();
    }
  }

  /** Takes the time of {@link #check} for somebody who does not exist; never true. */
  Optional<Boolean> checkNobody() {
    return check(NOBODY, "nobody").map(ignored -> false);
  }

  private boolean turn() {
    try {
      return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private byte[] salt() {
    byte[] salt = new byte[Argon2id.SALT_OCTETS];
    random.nextBytes(salt);
    return salt;
  }
}
