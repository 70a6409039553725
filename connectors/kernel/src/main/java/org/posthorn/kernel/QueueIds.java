package org.posthorn.kernel;

import java.time.Clock;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids by which messages are known from acceptance to their end: in Received fields, in
 * the queues and in the log. An id is never given twice, not after a restart and not by another
 * server: 45 bits of time and 55 of chance. Those made later sort later. Thread-safe if the random
 * generator is.
 */
public final class QueueIds {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int TIME_DIGITS = 9; // until the year 3084
  private static final int RANDOM_DIGITS = 11;

  private final Clock clock;
  private final RandomGenerator random;

  /** A source of ids. */
  public QueueIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next one: 20 letters and digits. */
  public String next() {
    char[] id = new char[TIME_DIGITS + RANDOM_DIGITS];
    write(id, 0, TIME_DIGITS, clock.millis());
    write(id, TIME_DIGITS, RANDOM_DIGITS, random.nextLong());
    return new String(id);
  }

  /**
   * When an id was made, in milliseconds since 1970, or that of the message which a longer id was
   * derived from; empty of one that is made otherwise.
   */
  public static OptionalLong madeAt(String id) {
    if (id.length() < TIME_DIGITS + RANDOM_DIGITS) {
      return OptionalLong.empty();
    }
    long time = 0;
    for (int i = 0; i < TIME_DIGITS + RANDOM_DIGITS; i++) {
      int digit = Arrays.binarySearch(DIGITS, id.charAt(i));
      if (digit < 0) {
        return OptionalLong.empty();
      }
      time = i < TIME_DIGITS ? time << 5 | digit : time;
    }
    return OptionalLong.of(time);
  }

  private static void write(char[] id, int from, int digits, long bits) {
    long rest = bits;
    for (int i = from + digits - 1; i >= from; i--) {
      id[i] = DIGITS[(int) (rest & 31)];
      rest >>>= 5;
    }
  }
}
