package org.posthorn.webapi.body;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody who mistyped it may have meant. */
final class NearestName {
  private NearestName() {}

  /** The name that is least different, if no more than a third of it is. */
  static Optional<String> of(String mistyped, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(mistyped, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(mistyped, name)));
  }

  /** Levenshtein distance, in any case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
