package org.posthorn.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.sasl.ScramKeys;

/** What is kept of a password: enough to check it, too little to tell it. */
@Embeddable
public class Verifiers {
  private String argon2;

  @Column(name = "scram_salt")
  private byte[] scramSalt;

  @Column(name = "scram_iterations")
  private int scramIterations;

  @Column(name = "scram_stored_key")
  private byte[] scramStoredKey;

  @Column(name = "scram_server_key")
  private byte[] scramServerKey;

  @Column(name = "scram_sha1_salt")
  private byte @Nullable [] scramSha1Salt;

  @Column(name = "scram_sha1_iterations")
  private @Nullable Integer scramSha1Iterations;

  @Column(name = "scram_sha1_stored_key")
  private byte @Nullable [] scramSha1StoredKey;

  @Column(name = "scram_sha1_server_key")
  private byte @Nullable [] scramSha1ServerKey;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Verifiers() {}

  /**
   * All forms of one password.
   *
   * @param argon2 in PHC string format
   * @param scram for SCRAM-SHA-256
   * @param scramSha1 for SCRAM-SHA-1
   */
  public Verifiers(String argon2, ScramKeys scram, ScramKeys scramSha1) {
    this.argon2 = argon2;
    scramSalt = scram.salt();
    scramIterations = scram.iterations();
    scramStoredKey = scram.storedKey();
    scramServerKey = scram.serverKey();
    scramSha1Salt = scramSha1.salt();
    scramSha1Iterations = scramSha1.iterations();
    scramSha1StoredKey = scramSha1.storedKey();
    scramSha1ServerKey = scramSha1.serverKey();
  }

  public String argon2() {
    return argon2;
  }

  public ScramKeys scram() {
    return new ScramKeys(scramSalt, scramIterations, scramStoredKey, scramServerKey);
  }

  /** For SCRAM-SHA-1; empty for a password that was set before there was this form. */
  public Optional<ScramKeys> scramSha1() {
    return scramSha1Salt == null
            || scramSha1Iterations == null
            || scramSha1StoredKey == null
            || scramSha1ServerKey == null
        ? Optional.empty()
        : Optional.of(
            new ScramKeys(
                scramSha1Salt, scramSha1Iterations, scramSha1StoredKey, scramSha1ServerKey));
  }
}
