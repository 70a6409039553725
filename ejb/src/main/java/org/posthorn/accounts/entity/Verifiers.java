package org.posthorn.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
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

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Verifiers() {}

  /**
   * Both forms of one password.
   *
   * @param argon2 in PHC string format
   */
  public Verifiers(String argon2, ScramKeys scram) {
    this.argon2 = argon2;
    scramSalt = scram.salt();
    scramIterations = scram.iterations();
    scramStoredKey = scram.storedKey();
    scramServerKey = scram.serverKey();
  }

  public String argon2() {
    return argon2;
  }

  public ScramKeys scram() {
    return new ScramKeys(scramSalt, scramIterations, scramStoredKey, scramServerKey);
  }
}
