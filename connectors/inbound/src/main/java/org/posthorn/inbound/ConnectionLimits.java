package org.posthorn.inbound;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.posthorn.inbound.settings.ConnectionAllowance;
import org.posthorn.net.Networks;

/**
 * How many connections there may be: of one client, its neighbours and its network as long as
 * nobody has logged in there, then of the account and of the account from that address; and all
 * together. Trusted networks have no limits but the last. Memory is bounded: a minute remembers a
 * bounded number of addresses. Thread-safe.
 */
final class ConnectionLimits {
  private static final int[] FACTORS = {1, 3, 9};
  private static final int REMEMBERED = 100_000;

  private final int most;
  private final Networks trusted;
  private final Map<Long, Integer>[] began = maps();
  private final Map<Long, Integer>[] open = maps();
  private final Map<Long, Integer> accounts = new HashMap<>();
  private final Map<AtAddress, Integer> accountsAtAddresses = new HashMap<>();
  private long minute;
  private int total;

  private record AtAddress(long account, long address) {}

  ConnectionLimits(int most, Networks trusted) {
    this.most = most;
    this.trusted = trusted;
  }

  /** What was found to be reached. */
  enum Limit {
    /** All connections together. */
    TOTAL,
    /** Connections of an address or network before login. */
    AT_ONCE,
    /** Connections that an address or network has begun in this minute. */
    PER_MINUTE,
    /** Connections of an account. */
    ACCOUNT,
    /** Connections of an account from one address. */
    ACCOUNT_ADDRESS
  }

  /** Whether a client has no limits of its own. */
  boolean trusts(InetAddress client) {
    return trusted.contains(client);
  }

  /** A new client, which has no place yet. */
  Place place(InetAddress client, ConnectionAllowance allowance) {
    return new Place(client, allowance, !trusts(client));
  }

  /** Somebody new who has no limit but the total, as a proxy. */
  Place unlimited(InetAddress client) {
    return new Place(client, ConnectionAllowance.STANDARD, false);
  }

  /** One connection, and where it is counted. */
  final class Place {
    private final boolean limited;
    private final ConnectionAllowance allowance;
    private final long[] networks;
    private boolean inside;
    private long beganIn;
    private OptionalLong account = OptionalLong.empty();

    private Place(InetAddress client, ConnectionAllowance allowance, boolean limited) {
      this.limited = limited;
      this.allowance = allowance;
      this.networks = AddressClasses.of(client);
    }

    /** Whether limits apply to its client. */
    boolean limited() {
      return limited;
    }

    /** The client's address as the limits see it. */
    long address() {
      return networks[0];
    }

    /**
     * Counts the connection in, if it may be.
     *
     * @param nanoTime a moment, for the rate
     * @return the limit that is reached; empty when it is counted, and {@link #leave} follows
     */
    Optional<Limit> enter(long nanoTime) {
      synchronized (ConnectionLimits.this) {
        Optional<Limit> reached = reached(nanoTime);
        if (reached.isEmpty()) {
          total++;
          inside = true;
          beganIn = minute;
          count(began, 1);
          count(open, 1);
        }
        return reached;
      }
    }

    private Optional<Limit> reached(long nanoTime) {
      startMinute(nanoTime);
      if (total >= most) {
        return Optional.of(Limit.TOTAL);
      }
      if (limited && !within(open, allowance.atOnce())) {
        return Optional.of(Limit.AT_ONCE);
      }
      if (limited && !within(began, allowance.perMinute())) {
        return Optional.of(Limit.PER_MINUTE);
      }
      return Optional.empty();
    }

    private boolean within(Map<Long, Integer>[] counts, int limit) {
      for (int i = 0; i < FACTORS.length; i++) {
        if (counts[i].getOrDefault(networks[i], 0) >= (long) FACTORS[i] * limit) {
          return false;
        }
      }
      return true;
    }

    private void count(Map<Long, Integer>[] counts, int change) {
      if (limited) {
        for (int i = 0; i < FACTORS.length; i++) {
          add(counts[i], networks[i], change);
        }
      }
    }

    /** Somebody has logged in: it counts for the account, if that has not too many. */
    Optional<Limit> countFor(long who) {
      synchronized (ConnectionLimits.this) {
        if (!limited || !inside || account.equals(OptionalLong.of(who))) {
          return Optional.empty();
        }
        AtAddress here = new AtAddress(who, address());
        if (accounts.getOrDefault(who, 0) >= allowance.perAccount()) {
          return Optional.of(Limit.ACCOUNT);
        }
        if (accountsAtAddresses.getOrDefault(here, 0) >= allowance.perAccountAddress()) {
          return Optional.of(Limit.ACCOUNT_ADDRESS);
        }
        discount();
        if (beganIn == minute) {
          count(began, -1);
          beganIn = -1;
        }
        account = OptionalLong.of(who);
        add(accounts, who, 1);
        add(accountsAtAddresses, here, 1);
        return Optional.empty();
      }
    }

    /** Nobody is logged in any more. */
    void countForAddress() {
      synchronized (ConnectionLimits.this) {
        if (inside && account.isPresent()) {
          discount();
          count(open, 1);
        }
      }
    }

    private void discount() {
      if (account.isPresent()) {
        add(accounts, account.getAsLong(), -1);
        add(accountsAtAddresses, new AtAddress(account.getAsLong(), address()), -1);
        account = OptionalLong.empty();
      } else {
        count(open, -1);
      }
    }

    /** Counts the connection out, if it was counted in. */
    void leave() {
      synchronized (ConnectionLimits.this) {
        if (inside) {
          inside = false;
          total--;
          discount();
        }
      }
    }
  }

  private void startMinute(long nanoTime) {
    long now = Math.floorDiv(nanoTime, TimeUnit.MINUTES.toNanos(1));
    if (now != minute || began[0].size() >= REMEMBERED) {
      minute = now;
      for (Map<Long, Integer> counts : began) {
        counts.clear();
      }
    }
  }

  private static <K> void add(Map<K, Integer> counts, K key, int change) {
    counts.compute(
        key,
        (same, count) -> {
          int now = (count == null ? 0 : count) + change;
          return now <= 0 ? null : now;
        });
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Long, Integer>[] maps() {
    return new Map[] {new HashMap<>(), new HashMap<>(), new HashMap<>()};
  }
}
