package org.posthorn.imap.order;

import java.util.HashMap;
import java.util.Map;

/** Numbers different texts as they come, and in the end by their order. */
final class TextRanks {
  private final Map<String, Integer> ids = new HashMap<>();

  /** The number of a text. */
  long id(String key) {
    Integer next = ids.size();
    Integer known = ids.putIfAbsent(key, next);
    return known == null ? next : known;
  }

  /** Replaces numbers of texts by their ranks; leaves numbers alone when no text came. */
  void toRanks(long[] values) {
    if (ids.isEmpty()) {
      return;
    }
    String[] sorted = ids.keySet().toArray(String[]::new);
    java.util.Arrays.sort(sorted, Casemap.ORDER);
    int[] ranks = new int[sorted.length];
    for (int rank = 0; rank < sorted.length; rank++) {
      ranks[ids.getOrDefault(sorted[rank], 0)] = rank;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = ranks[(int) values[i]];
    }
  }
}
