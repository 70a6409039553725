package org.posthorn.junk.value;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The different words of a message, each by 32 bits of a digest. Immutable. */
public final class WordSet {
  /** No words. */
  public static final WordSet EMPTY = new WordSet(new int[0]);

  private final int[] sorted;

  private WordSet(int[] sorted) {
    this.sorted = sorted;
  }

  /** Of digests in any order, some may be there twice. */
  public static WordSet of(int[] digests) {
    return new WordSet(Arrays.stream(digests).sorted().distinct().toArray());
  }

  /** How many. */
  public int size() {
    return sorted.length;
  }

  /** The digest at a place. */
  public int get(int place) {
    return sorted[place];
  }

  /** As octets: differences, seven bits in each, the lowest first. */
  public byte[] octets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(sorted.length * 4);
    long before = Integer.MIN_VALUE;
    for (int each : sorted) {
      long difference = each - before;
      before = each;
      while (difference >= 0x80) {
        out.write((int) (difference & 0x7F | 0x80));
        difference >>>= 7;
      }
      out.write((int) difference);
    }
    return out.toByteArray();
  }

  /** Reads {@link #octets}. */
  public static WordSet read(byte[] octets) {
    int[] words = new int[octets.length];
    int count = 0;
    long before = Integer.MIN_VALUE;
    long difference = 0;
    int shift = 0;
    for (byte each : octets) {
      difference |= (long) (each & 0x7F) << shift;
      shift += 7;
      if (each >= 0) {
        before += difference;
        words[count++] = (int) before;
        difference = 0;
        shift = 0;
      }
    }
    return new WordSet(Arrays.copyOf(words, count));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WordSet set && Arrays.equals(sorted, set.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
