package org.posthorn.junk.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Counts of accounts in memory, the latest used, as many as there is room for. One thread loads
 * those of an account; meanwhile others go on with what was there, or wait where nothing was.
 * Thread-safe.
 */
public final class CountsMemory {
  private static final int TURNS = 64;

  private final Duration age;
  private final long most;
  private final Map<Long, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);
  private long octets; // of those; guarded by them
  private final ReentrantLock[] turns =
      Stream.generate(ReentrantLock::new).limit(TURNS).toArray(ReentrantLock[]::new);

  /**
   * Empty.
   *
   * @param age after which counts are looked at again
   * @param most octets of all counts; one account's are kept in any case
   */
  public CountsMemory(Duration age, long most) {
    this.age = age;
    this.most = most;
  }

  /**
   * How much an account has said of messages.
   *
   * @param latest second of the latest
   */
  public record Learnt(long messages, long latest) {
    /** Nobody has looked. */
    public static final Learnt UNKNOWN = new Learnt(-1, 0);
  }

  /**
   * Counts, and of what.
   *
   * @param at when they were read, or were found to be still right
   */
  public record Loaded(WordCounts counts, Learnt learnt, Instant at) {

    /** Whether they are those of what is learnt now. */
    public boolean isOf(Learnt now) {
      return learnt.equals(now) && now.latest() < at.getEpochSecond(); // not of the same second
    }
  }

  /**
   * The counts of an account.
   *
   * @param load gives them, from those that were there before
   */
  public WordCounts of(long account, Instant now, Function<Optional<Loaded>, Loaded> load) {
    Optional<Loaded> before = find(account);
    Optional<Loaded> fresh = before.filter(each -> isFresh(each, now));
    if (fresh.isPresent()) {
      return fresh.get().counts();
    }
    ReentrantLock turn = turns[Math.floorMod(account, TURNS)];
    if (before.isEmpty()) {
      turn.lock();
      try {
        return loaded(account, now, load);
      } finally {
        turn.unlock();
      }
    }
    if (!turn.tryLock()) {
      return before.get().counts();
    }
    try {
      return loaded(account, now, load);
    } finally {
      turn.unlock();
    }
  }

  // another thread may have done it meanwhile
  private WordCounts loaded(long account, Instant now, Function<Optional<Loaded>, Loaded> load) {
    Optional<Loaded> known = find(account);
    return known
        .filter(each -> isFresh(each, now))
        .orElseGet(() -> put(account, load.apply(known)))
        .counts();
  }

  private boolean isFresh(Loaded each, Instant now) {
    return !each.at().plus(age).isBefore(now);
  }

  private Optional<Loaded> find(long account) {
    synchronized (loaded) {
      return Optional.ofNullable(loaded.get(account));
    }
  }

  private Loaded put(long account, Loaded fresh) {
    synchronized (loaded) {
      Loaded before = loaded.put(account, fresh);
      octets += fresh.counts().octets() - (before == null ? 0 : before.counts().octets());
      Iterator<Loaded> oldest = loaded.values().iterator();
      while (octets > most && loaded.size() > 1) {
        octets -= oldest.next().counts().octets();
        oldest.remove();
      }
    }
    return fresh;
  }

  /** About how many octets are in memory. */
  long octets() {
    synchronized (loaded) {
      return octets;
    }
  }
}
