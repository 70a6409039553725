package org.posthorn.documents.control;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Documents that ended the process that read them: they are not tried again for a day. */
final class Suspects {
  private static final int MOST = 10_000;
  private static final long DAY = Duration.ofDays(1).toNanos();

  private final LongSupplier nanos;
  private final Map<String, Long> since =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param nanos a clock that never goes back
   */
  Suspects(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** By what a document is known. */
  static String name(byte[] document) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Remembers one. */
  void add(String name) {
    since.put(name, nanos.getAsLong());
  }

  /** Whether it is one of them. */
  boolean has(String name) {
    Long then = since.get(name);
    return then != null && nanos.getAsLong() - then < DAY;
  }
}
