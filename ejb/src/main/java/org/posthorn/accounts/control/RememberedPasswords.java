package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Knows for a while which passwords were right, so that a client that logs in again and again costs
 * microseconds. Holds no password, only their HMACs under a key of this process. A new verifier
 * makes the old password forgotten.
 */
@ApplicationScoped
public class RememberedPasswords {
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final int CAPACITY = 50_000;

  private final byte[] key = new byte[32];
  private final ExpiringCache<String, Boolean> right;

  public RememberedPasswords() {
    this(Clock.systemUTC());
  }

  RememberedPasswords(Clock clock) {
    new SecureRandom().nextBytes(key);
    right = new ExpiringCache<>(CAPACITY, LIFE, clock);
  }

  /** Whether the password was found right for this verifier a short time ago. */
  boolean knows(Entry entry, String prepared) {
    return right.find(name(entry, prepared)).isPresent();
  }

  /** The password has just been found right for this verifier. */
  void remember(Entry entry, String prepared) {
    right.put(name(entry, prepared), true);
  }

  private String name(Entry entry, String prepared) {
    String text = entry.id() + " " + entry.argon2() + " " + prepared; // no spaces before the last
    return HexFormat.of().formatHex(HmacSha256.of(key, text));
  }
}
