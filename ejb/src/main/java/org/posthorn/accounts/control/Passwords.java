package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.posthorn.accounts.control.FairQueue.Lane;
import org.posthorn.accounts.entity.Verifiers;
import org.posthorn.sasl.OpaqueString;
import org.posthorn.sasl.ScramDerivation;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * Turns passwords into verifiers and checks them. The computations are costly on purpose, and
 * belong on the threads of {@link Computations}.
 */
@ApplicationScoped
public class Passwords {
  /** Fewest characters of a new password. */
  public static final int MIN_LENGTH = 8;

  /** Most characters of any password. */
  public static final int MAX_LENGTH = 256;

  /** More than the least of RFC 7677 §4, and still only milliseconds for a client. */
  static final int SCRAM_ITERATIONS = 10_000;

  /** What the password of somebody unknown is compared with, so that it takes as long. */
  private static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1"
          + "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @Inject Computations computations;

  private final SecureRandom random = new SecureRandom();
  private final LongAdder computed = new LongAdder();

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

  /**
   * Makes the verifiers of a password to which there is no {@link #objection}, when its turn comes.
   *
   * @param party whose passwords are to come one after another
   */
  public CompletableFuture<Verifiers> derive(String password, String party) {
    CompletableFuture<Verifiers> derived = new CompletableFuture<>();
    String prepared = prepared(password).orElseThrow();
    boolean waits =
        computations.submit(Lane.NEW_PASSWORDS, party, () -> derive(password, prepared, derived));
    if (!waits) {
      derived.completeExceptionally(new RejectedExecutionException("too many passwords"));
    }
    return derived;
  }

  private void derive(String password, String prepared, CompletableFuture<Verifiers> derived) {
    try {
      derived.complete(
          new Verifiers(
              Argon2id.hash(prepared, salt()),
              ScramDerivation.keys(ScramHash.SHA_256, password, salt(), SCRAM_ITERATIONS),
              scramSha1(password)));
    } catch (Throwable e) { // whoever waits has to hear of it
      derived.completeExceptionally(e);
    }
  }

  /** The SCRAM-SHA-1 keys of a password. */
  ScramKeys scramSha1(String password) {
    return ScramDerivation.keys(ScramHash.SHA_1, password, salt(), SCRAM_ITERATIONS);
  }

  /** Whether the verifier is the prepared password's. Costly. */
  public boolean check(String verifier, String prepared) {
    computed.increment();
    return Argon2id.matches(verifier, prepared);
  }

  /** Takes the time of {@link #check} for somebody who does not exist; never true. */
  boolean checkNobody() {
    check(NOBODY, "nobody");
    return false;
  }

  /** How many passwords were compared. */
  public long computed() {
    return computed.sum();
  }

  private byte[] salt() {
    byte[] salt = new byte[Argon2id.SALT_OCTETS];
    random.nextBytes(salt);
    return salt;
  }
}
