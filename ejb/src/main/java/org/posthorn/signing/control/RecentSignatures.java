package org.posthorn.signing.control;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.posthorn.mailauth.dkim.SigningKey;

/**
 * Remembers for some minutes what was signed, so that a message to many domains is signed once.
 * Thread-safe.
 */
public final class RecentSignatures {
  private static final int CAPACITY = 1_000;
  private static final long LIFE = TimeUnit.MINUTES.toNanos(10);

  /**
   * What was signed with what.
   *
   * @param content the id of the octets
   * @param start from which of them on
   * @param lines whether as lines, or as they are
   * @param selectors of the keys
   */
  public record What(long content, long start, boolean lines, List<String> selectors) {
    /** What a message with these keys is. */
    public static What of(long content, long start, boolean lines, List<SigningKey> keys) {
      List<String> names =
          keys.stream().map(key -> key.selector() + "._domainkey." + key.domain()).toList();
      return new What(content, start, lines, names);
    }
  }

  private record Fields(String text, long at) {}

  private final Map<What, Fields> known = new LinkedHashMap<>(); // guarded by this

  /** The fields, where that was signed a short time before. */
  public synchronized Optional<String> find(What what, long now) {
    return Optional.ofNullable(known.get(what))
        .filter(fields -> now - fields.at() < LIFE)
        .map(Fields::text);
  }

  /** Remembers fields. */
  public synchronized void keep(What what, String text, long now) {
    known.remove(what);
    known.put(what, new Fields(text, now));
    Iterator<What> oldest = known.keySet().iterator();
    if (known.size() > CAPACITY && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }
}
