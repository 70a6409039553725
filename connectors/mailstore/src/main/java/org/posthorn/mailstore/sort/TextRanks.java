package org.posthorn.mailstore.sort;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    byte[][] texts = new byte[ids.size()][];
    ids.forEach((text, id) -> texts[id] = text.getBytes(UTF_8)); // RFC 5051 §2: as octets
    int[] ordered = OctetOrder.of(texts);
    int[] ranks = new int[ordered.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[ordered[rank]] = rank;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = ranks[(int) values[i]];
    }
  }
}
