package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.posthorn.kernel.SteadyClock;

/**
 * Knows for a while which passwords were right, so that a client that logs in again and again costs
 * microseconds, and which were wrong, so that a client with an old password counts once. Holds no
 * password, only their HMACs under a key of this process. A new verifier makes the old password
 * forgotten.
 */
@ApplicationScoped
public class RememberedPasswords {
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final int CAPACITY = 50_000;

  private static final Duration LIFE_OF_WRONG = Duration.ofDays(1);

  private final byte[] key = new byte[32];
  private final ExpiringCache<String, Boolean> right;
  private final ExpiringCache<String, Boolean> wrong;

  public RememberedPasswords() {
    this(SteadyClock.steady());
  }

  RememberedPasswords(Clock clock) {
    new SecureRandom().nextBytes(key);
    right = new ExpiringCache<>(CAPACITY, LIFE, clock);
    wrong = new ExpiringCache<>(CAPACITY, LIFE_OF_WRONG, clock);
  }

  /** Whether the password was found right for this verifier a short time ago. */
  boolean knows(Entry entry, String prepared) {
    return right.find(name(entry, prepared)).isPresent();
  }

  /** The password has just been found right for this verifier. */
  void remember(Entry entry, String prepared) {
    right.put(name(entry, prepared), true);
  }

  /** Whether the password was found wrong a short time ago, for the same user from there. */
  boolean knowsWrong(String user, Optional<Entry> entry, String client, String prepared) {
    return wrong.find(name(user, entry, client, prepared)).isPresent();
  }

  /** The password has just been found wrong, for a user who need not exist. */
  void rememberWrong(String user, Optional<Entry> entry, String client, String prepared) {
    wrong.put(name(user, entry, client, prepared), true);
  }

  /** A name for one user's password as it is now; nobody's are all alike. */
  String name(Optional<Entry> entry, String prepared) {
    return entry.map(e -> name(e, prepared)).orElseGet(() -> hashed("nobody " + prepared));
  }

  private String name(String user, Optional<Entry> entry, String client, String prepared) {
    return hashed(user + "\0" + client + "\0" + name(entry, prepared));
  }

  private String name(Entry entry, String prepared) {
    return hashed(entry.id() + " " + entry.argon2() + " " + prepared); // no spaces before the last
  }

  private String hashed(String text) {
    return HexFormat.of().formatHex(HmacSha256.of(key, text));
  }
}
