package org.posthorn.launcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that nobody reads, and the ones that were probably meant. */
final class UnknownKeys {
  private static final String OURS = "posthorn.";
  private static final String OUR_VARIABLES = "POSTHORN_";

  /** So many letters may differ before another program's variable is taken for ours. */
  private static final int SLIP = 2;

  private static final String LISTENER_VARIABLE =
      "POSTHORN_LISTENER_[A-Z0-9_]+_(ENABLED|ROLE|ADDRESS|PORT|TLS|PROXY_PROTOCOL)";

  private final Set<String> known;

  UnknownKeys(Set<String> known) {
    this.known = new TreeSet<>(known);
  }

  /** A sentence for each key that begins as ours do and is none. */
  List<String> among(Set<String> keys) {
    List<String> sentences = new ArrayList<>();
    for (String key : keys) {
      if (key.startsWith(OURS) && !known.contains(key)) {
        sentences.add(
            key
                + " is not a key"
                + nearest(key, known)
                    .filter(near -> distance(key, near) <= key.length() / 3)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("."));
      }
    }
    return sentences;
  }

  /**
   * A sentence for each variable that is nearly one of ours. Others may be anybody's: a container
   * platform names its own after a service that is called posthorn.
   */
  List<String> amongVariables(Set<String> variables) {
    Set<String> ours = new TreeSet<>();
    known.forEach(key -> ours.add(Configuration.variableName(key)));
    List<String> sentences = new ArrayList<>();
    for (String variable : new TreeSet<>(variables)) {
      if (variable.startsWith(OUR_VARIABLES)
          && !ours.contains(variable)
          && !variable.matches(LISTENER_VARIABLE)) {
        nearest(variable, ours)
            .filter(near -> distance(variable, near) <= SLIP)
            .map(near -> "The variable " + variable + " is not known; did you mean " + near + "?")
            .ifPresent(sentences::add);
      }
    }
    return sentences;
  }

  private static Optional<String> nearest(String name, Set<String> names) {
    return names.stream().min(Comparator.comparingInt(each -> distance(name, each)));
  }

  /** How many letters have to be put in, taken out or exchanged. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
