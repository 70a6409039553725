package org.posthorn.textindex.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.posthorn.mime.text.SearchText;

/**
 * The sets of three octets in a row that stand in texts, in the form in which texts are compared. A
 * text can only be part of another that has all of its trigrams. To be used again and again: the
 * object is large. Not thread-safe.
 */
public final class Trigrams {
  /** The most of one message; it counts as one that may have any text when there are more. */
  static final int MOST = 100_000;

  private final long[] known = new long[1 << 18]; // a bit for each
  private int[] found = new int[1024];
  private int count;
  private boolean tooMany;

  /** Adds those of a folded text; true when there are too many. */
  public boolean add(String folded) {
    byte[] octets = folded.getBytes(UTF_8);
    for (int i = 2; i < octets.length && !tooMany; i++) {
      add(trigram(octets, i));
    }
    return tooMany;
  }

  private void add(int trigram) {
    long bit = 1L << trigram;
    if ((known[trigram >>> 6] & bit) != 0) {
      return;
    }
    if (count == MOST) {
      tooMany = true;
      return;
    }
    known[trigram >>> 6] |= bit;
    if (count == found.length) {
      found = Arrays.copyOf(found, count * 2);
    }
    found[count++] = trigram;
  }

  /** Forgets all. */
  public void clear() {
    for (int i = 0; i < count; i++) {
      known[found[i] >>> 6] = 0;
    }
    count = 0;
    tooMany = false;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** One of them. */
  int at(int index) {
    return found[index];
  }

  /** These are not all of the message. */
  void giveUp() {
    tooMany = true;
  }

  /** Whether there were more than {@link #MOST}: these are not all. */
  boolean tooMany() {
    return tooMany;
  }

  /** Those of a text to search for; none when it is too short. */
  public static int[] of(SearchText text) {
    byte[] octets = text.folded().getBytes(UTF_8);
    return IntStream.range(2, octets.length).map(i -> trigram(octets, i)).distinct().toArray();
  }

  private static int trigram(byte[] octets, int last) {
    return (octets[last - 2] & 0xFF) << 16 | (octets[last - 1] & 0xFF) << 8 | octets[last] & 0xFF;
  }
}
