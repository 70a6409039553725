package org.posthorn.mailstore;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The flags of one message as bits, which mean something only with the {@link Keywords} of its
 * mailbox. The system flags and the first keywords share one word, which is all that most messages
 * need. Immutable.
 */
public final class FlagBits {
  /** How many keywords have their bit in the first word. */
  public static final int FIRST_KEYWORDS = Long.SIZE - Flags.SYSTEM.size();

  static final long[] NO_MORE = {};

  /** No flag. */
  public static final FlagBits NONE = new FlagBits(0, NO_MORE);

  private final long first;
  private final long[] more; // the last word is not 0

  private FlagBits(long first, long[] more) {
    this.first = first;
    this.more = more;
  }

  /** The bits of some words; the array is not to be changed any more. */
  static FlagBits of(long first, long[] more) {
    return new FlagBits(first, trimmed(more));
  }

  /** The bits of words as a snapshot keeps them. */
  public static FlagBits of(long first, int words, LongSupplier next) {
    long[] more = words == 0 ? NO_MORE : new long[words];
    for (int i = 0; i < words; i++) {
      more[i] = next.getAsLong();
    }
    return of(first, more);
  }

  /** System flags and the first keywords. */
  public long first() {
    return first;
  }

  /** The words for the other keywords. */
  long[] more() {
    return more;
  }

  /** How many words there are besides the first. */
  public int words() {
    return more.length;
  }

  /** A word besides the first. */
  public long word(int index) {
    return more[index];
  }

  /** Whether the keyword with an index is among them; none has a negative one. */
  boolean has(int keyword) {
    return has(keyword, first, more);
  }

  static boolean has(int keyword, long first, long[] more) {
    if (keyword < FIRST_KEYWORDS) {
      return keyword >= 0 && (first & 1L << (Flags.SYSTEM.size() + keyword)) != 0;
    }
    int at = keyword - FIRST_KEYWORDS;
    return at / Long.SIZE < more.length && (more[at / Long.SIZE] & 1L << at) != 0;
  }

  /** These and a keyword. */
  FlagBits with(int keyword) {
    if (keyword < FIRST_KEYWORDS) {
      return new FlagBits(first | 1L << (Flags.SYSTEM.size() + keyword), more);
    }
    int at = keyword - FIRST_KEYWORDS;
    long[] words = Arrays.copyOf(more, Math.max(more.length, at / Long.SIZE + 1));
    words[at / Long.SIZE] |= 1L << at;
    return new FlagBits(first, words);
  }

  /** Those that are among others, too. */
  FlagBits only(FlagBits others) {
    long[] words = Arrays.copyOf(more, Math.min(more.length, others.more.length));
    for (int i = 0; i < words.length; i++) {
      words[i] &= others.more[i];
    }
    return of(first & others.first, words);
  }

  /** The other words of a message after a change; the same array when they stay as they are. */
  static long[] changed(FlagChange.Operation operation, long[] before, long[] bits) {
    if (operation == FlagChange.Operation.REPLACE) {
      return Arrays.equals(before, bits) ? before : bits;
    }
    boolean adds = operation == FlagChange.Operation.ADD;
    if (bits.length == 0 || before.length == 0) {
      return adds && before.length == 0 ? bits : before;
    }
    long[] after =
        Arrays.copyOf(before, adds ? Math.max(before.length, bits.length) : before.length);
    for (int i = 0; i < Math.min(after.length, bits.length); i++) {
      after[i] = adds ? after[i] | bits[i] : after[i] & ~bits[i];
    }
    return Arrays.equals(before, after) ? before : trimmed(after);
  }

  private static long[] trimmed(long[] words) {
    int length = words.length;
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
    return length == 0 ? NO_MORE : length == words.length ? words : Arrays.copyOf(words, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlagBits that && first == that.first && Arrays.equals(more, that.more);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first) * 31 + Arrays.hashCode(more);
  }

  @Override
  public String toString() {
    return Long.toBinaryString(first) + Arrays.toString(more);
  }
}
