package org.posthorn.accounts.control;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers values for a while: at most so many, the least recently used give way. What was loaded
 * before a {@link #clear} or {@link #remove} is not remembered after it. Thread-safe.
 */
final class ExpiringCache<K, V> {
  private final int capacity;
  private final Duration life;
  private final Clock clock;
  private final Map<K, Slot<V>> slots = new LinkedHashMap<>(16, 0.75f, true);
  private long generation;

  private record Slot<V>(V value, long until) {}

  ExpiringCache(int capacity, Duration life, Clock clock) {
    this.capacity = capacity;
    this.life = life;
    this.clock = clock;
  }

  /** The remembered value, or the loaded one, which is remembered from now on. */
  V get(K key, Function<K, V> loader) {
    long before;
    synchronized (slots) {
      Optional<V> known = find(key);
      if (known.isPresent()) {
        return known.get();
      }
      before = generation;
    }
    V loaded = loader.apply(key);
    synchronized (slots) {
      if (before == generation) {
        put(key, loaded);
      }
    }
    return loaded;
  }

  Optional<V> find(K key) {
    synchronized (slots) {
      Slot<V> slot = slots.get(key);
      if (slot == null) {
        return Optional.empty();
      }
      if (slot.until() <= clock.millis()) {
        slots.remove(key);
        return Optional.empty();
      }
      return Optional.of(slot.value());
    }
  }

  void put(K key, V value) {
    synchronized (slots) {
      slots.put(key, new Slot<>(value, clock.millis() + life.toMillis()));
      if (slots.size() > capacity) {
        slots.remove(slots.keySet().iterator().next());
      }
    }
  }

  void remove(K key) {
    synchronized (slots) {
      slots.remove(key);
      generation++;
    }
  }

  void clear() {
    synchronized (slots) {
      slots.clear();
      generation++;
    }
  }

  int size() {
    synchronized (slots) {
      return slots.size();
    }
  }
}
