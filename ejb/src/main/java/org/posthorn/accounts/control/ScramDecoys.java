package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/**
 * Makes up SCRAM keys for users who do not exist: always the same for the same name, on every
 * server of the installation, so that nobody can tell them from real ones. RFC 5802 §9.
 */
@ApplicationScoped
public class ScramDecoys {
  private static final String NAME = "scram-decoys";

  @Inject SecretRows secrets;
  private volatile byte @Nullable [] secret;

  /** The keys of a user whose name is in one form already. */
  public ScramKeys keys(String user, ScramHash hash) {
    byte[] key = secret();
    String which = hash == ScramHash.SHA_256 ? " " : " " + hash + " ";
    return new ScramKeys(
        Arrays.copyOf(HmacSha256.of(key, "salt" + which + user), Argon2id.SALT_OCTETS),
        Passwords.SCRAM_ITERATIONS,
        Arrays.copyOf(HmacSha256.of(key, "stored" + which + user), hash.octets()),
        Arrays.copyOf(HmacSha256.of(key, "server" + which + user), hash.octets()));
  }

  private byte[] secret() {
    byte[] known = secret;
    if (known == null) {
      if (secrets.find(NAME).isEmpty()) {
        secrets.create(NAME);
      }
      known = secrets.find(NAME).orElseThrow();
      secret = known;
    }
    return known;
  }
}
