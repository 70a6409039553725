package org.posthorn.junk.control;

import java.security.SecureRandom;
import org.posthorn.junk.value.WordSet;

/**
 * In how many good and bad messages words were seen. Once built it does not change, and may be read
 * by all.
 */
public final class WordCounts {
  /** So many words are counted; later ones are left out. */
  static final int MOST_WORDS = 400_000;

  private static final int FIRST = 1 << 6;

  /** Nobody outside may know which words come to lie at the same place. */
  private static final int SEED = new SecureRandom().nextInt();

  private int[] words = new int[FIRST];
  private int[] ham = new int[FIRST];
  private int[] junk = new int[FIRST]; // a place without both is free
  private int size;
  private int hamMessages;
  private int junkMessages;

  /** Counts a message. */
  public void add(WordSet message, boolean isJunk) {
    if (isJunk) {
      junkMessages++;
    } else {
      hamMessages++;
    }
    for (int i = 0; i < message.size(); i++) {
      add(message.get(i), isJunk ? 0 : 1, isJunk ? 1 : 0);
    }
  }

  private void add(int word, int hams, int junks) {
    int place = place(word);
    if (ham[place] == 0 && junk[place] == 0) {
      if (size >= MOST_WORDS) {
        return;
      }
      words[place] = word;
      size++;
    }
    ham[place] += hams;
    junk[place] += junks;
    if (size > words.length / 10 * 7) {
      grow();
    }
  }

  private int place(int word) {
    int mask = words.length - 1;
    int place = mixed(word ^ SEED) & mask;
    while ((ham[place] != 0 || junk[place] != 0) && words[place] != word) {
      place = place + 1 & mask;
    }
    return place;
  }

  private static int mixed(int digest) {
    int mixed = digest;
    mixed ^= mixed >>> 16;
    mixed *= 0x7FEB352D;
    mixed ^= mixed >>> 15;
    mixed *= 0x846CA68B;
    return mixed ^ mixed >>> 16;
  }

  private void grow() {
    int[] oldWords = words;
    int[] oldHam = ham;
    int[] oldJunk = junk;
    words = new int[2 * oldWords.length];
    ham = new int[words.length];
    junk = new int[words.length];
    size = 0;
    for (int i = 0; i < oldWords.length; i++) {
      if (oldHam[i] != 0 || oldJunk[i] != 0) {
        int place = place(oldWords[i]);
        words[place] = oldWords[i];
        ham[place] = oldHam[i];
        junk[place] = oldJunk[i];
        size++;
      }
    }
  }

  /** In how many good messages a word was seen. */
  int ham(int word) {
    return ham[place(word)];
  }

  /** In how many bad messages a word was seen. */
  int junk(int word) {
    return junk[place(word)];
  }

  /** How many good messages there were. */
  public int hamMessages() {
    return hamMessages;
  }

  /** How many bad messages there were. */
  public int junkMessages() {
    return junkMessages;
  }

  /** About how many octets it takes. */
  int octets() {
    return 12 * words.length;
  }
}
