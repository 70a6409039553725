package org.posthorn.logins.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.posthorn.logins.value.Block;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.net.Networks;

/**
 * Counts failed logins: for the account, for its address, for the address' networks, and for the
 * two together; for mail and HTTP each. Where an account has logged in from lately, only failures
 * of that account from there hold it up. In memory of this server.
 */
@ApplicationScoped
public class FailureLimits {
  /** What one account at one address adds to the counters of the address in a day. */
  private static final int SHARE = 8;

  private static final int SHOWN = 1000;

  private final LongSupplier millis;
  private final FailureCounts tallies = new FailureCounts();

  public FailureLimits() {
    this(() -> System.nanoTime() / 1_000_000);
  }

  FailureLimits(LongSupplier millis) {
    this.millis = millis;
  }

  /** What was counted, to be taken back when it was no failure. */
  public record Charge(List<Object> keys) {
    /** Nothing. */
    public static final Charge NONE = new Charge(List.of());
  }

  /**
   * How long the attempt has to wait.
   *
   * @param known whether the account has logged in from there lately
   */
  public Duration delay(LoginAttempt attempt, boolean known, Networks trusted) {
    long now = millis.getAsLong();
    Duration longest = tallies.delay(pair(attempt), now);
    if (known || trusted.contains(attempt.client())) {
      return longest;
    }
    List<FailureCounts.Key> keys = networks(attempt);
    keys.add(account(attempt));
    for (FailureCounts.Key key : keys) {
      Duration delay = tallies.delay(key, now);
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return longest;
  }

  /** Counts the attempt as a failure, before anybody knows. */
  public Charge charge(LoginAttempt attempt, boolean known, Networks trusted) {
    long now = millis.getAsLong();
    List<FailureCounts.Key> keys = new ArrayList<>();
    keys.add(pair(attempt));
    if (!known) {
      keys.add(account(attempt));
      if (!trusted.contains(attempt.client()) && tallies.count(pair(attempt), now) < SHARE) {
        keys.addAll(networks(attempt));
      }
    }
    keys.forEach(key -> tallies.add(key, 1, now));
    return new Charge(List.copyOf(keys));
  }

  /** It was no failure, or one that counts already. */
  public void refund(Charge charge) {
    long now = millis.getAsLong();
    charge.keys().forEach(key -> tallies.add((FailureCounts.Key) key, -1, now));
  }

  /** The account has logged in from there: what it did wrong before is forgotten. */
  public void succeeded(LoginAttempt attempt) {
    tallies.remove(pair(attempt));
  }

  /** Those who have to wait. */
  public List<Block> blocks() {
    return tallies.blocks(SHOWN, millis.getAsLong());
  }

  /** Forgets failures; answers whether there were any. */
  public boolean lift(String kind, String name) {
    return tallies.remove(kind, name);
  }

  private static FailureCounts.Key pair(LoginAttempt attempt) {
    return new FailureCounts.Key(
        attempt.blind() ? Counted.BLIND_PAIR : Counted.PAIR,
        attempt.http(),
        attempt.user() + ' ' + ClientClasses.own(attempt.client()));
  }

  private static FailureCounts.Key account(LoginAttempt attempt) {
    return new FailureCounts.Key(Counted.ACCOUNT, attempt.http(), attempt.user());
  }

  private static List<FailureCounts.Key> networks(LoginAttempt attempt) {
    List<String> names = ClientClasses.of(attempt.client());
    List<FailureCounts.Key> keys = new ArrayList<>();
    keys.add(new FailureCounts.Key(Counted.ADDRESS, attempt.http(), names.get(0)));
    keys.add(new FailureCounts.Key(Counted.NETWORK, attempt.http(), names.get(1)));
    keys.add(new FailureCounts.Key(Counted.WIDE_NETWORK, attempt.http(), names.get(2)));
    return keys;
  }
}
