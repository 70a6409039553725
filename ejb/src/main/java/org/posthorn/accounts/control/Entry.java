package org.posthorn.accounts.control;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.accounts.entity.Account;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * What is remembered of an account between two changes.
 *
 * @param address the main one
 */
public record Entry(
    long id,
    String address,
    boolean administrator,
    boolean loginDisabled,
    Instant created,
    String argon2,
    ScramKeys scram,
    Optional<ScramKeys> scramSha1) {

  static Entry of(Account account) {
    return new Entry(
        account.id(),
        account.mainAddress().toString(),
        account.administrator(),
        account.loginDisabled(),
        account.created(),
        account.verifiers().argon2(),
        account.verifiers().scram(),
        account.verifiers().scramSha1());
  }

  /** The keys for a SCRAM mechanism, if there are some. */
  public Optional<ScramKeys> scram(ScramHash hash) {
    return hash == ScramHash.SHA_256 ? Optional.of(scram) : scramSha1;
  }

  /** A text that is another one when the password is, and tells nothing of it. */
  public String standing() {
    return Integer.toHexString(argon2.hashCode());
  }

  /** The account as the protocols know it. */
  public Login login() {
    return new Login(id, address, administrator);
  }
}
