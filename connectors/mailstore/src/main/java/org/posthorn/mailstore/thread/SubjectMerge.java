package org.posthorn.mailstore.thread;

import java.util.Arrays;
import java.util.BitSet;

/** Brings threads together that have the same subject. RFC 5256 §3, REFERENCES, steps (4), (5). */
final class SubjectMerge {
  private static final int NONE = Parents.ROOT;

  private final Parents parents;
  private final int[] subjects;
  private final BitSet replies;
  private final int[] table; // the thread for a subject
  private int[] tops = new int[64];
  private int[] firsts = new int[64]; // the message that gives the thread its subject
  private int count;

  /**
   * Threads before they are merged.
   *
   * @param subjects number of the base subject of each message; -1 for an empty one
   * @param different how many base subjects there are
   * @param replies messages that are replies or forwards by their subjects
   */
  SubjectMerge(Parents parents, int[] subjects, int different, BitSet replies) {
    this.parents = parents;
    this.subjects = subjects;
    this.replies = replies;
    this.table = new int[different];
    Arrays.fill(table, NONE);
  }

  /** Merges them; takes the messages in the order of their dates. */
  void run(int[] order) {
    tops(order);
    for (int i = 0; i < count; i++) {
      populate(tops[i], subjects[firsts[i]]);
    }
    int before = parents.dummies();
    int[] merged = new int[before]; // into which other dummy
    Arrays.fill(merged, NONE);
    for (int i = 0; i < count; i++) {
      int subject = subjects[firsts[i]];
      if (subject >= 0 && table[subject] != tops[i]) {
        merge(tops[i], subject, merged);
      }
    }
    for (int message = 0; message < parents.messages(); message++) {
      int parent = parents.of(message);
      int number = Parents.isDummy(parent) ? Parents.number(parent) : before;
      if (number < before && merged[number] != NONE) {
        parents.set(message, merged[number]);
      }
    }
  }

  // step (4)
  private void tops(int[] order) {
    BitSet seen = new BitSet(parents.dummies());
    for (int message : order) {
      int parent = parents.of(message);
      if (parent == Parents.ROOT) {
        top(message, message);
      } else if (Parents.isDummy(parent) && !seen.get(Parents.number(parent))) {
        seen.set(Parents.number(parent));
        top(parent, message);
      }
    }
  }

  private void top(int node, int first) {
    if (count == tops.length) {
      tops = Arrays.copyOf(tops, count * 2);
      firsts = Arrays.copyOf(firsts, count * 2);
    }
    tops[count] = node;
    firsts[count++] = first;
  }

  // step (5)(B)
  private void populate(int node, int subject) {
    if (subject < 0) {
      return;
    }
    int known = table[subject];
    boolean better =
        known >= 0 && (Parents.isDummy(node) || replies.get(known) && !replies.get(node)); // (iv)
    if (known == NONE || better) {
      table[subject] = node;
    }
  }

  // step (5)(C)(iv)
  private void merge(int node, int subject, int[] merged) {
    int known = table[subject];
    if (Parents.isDummy(node)) { // then the one in the table is a dummy too
      merged[Parents.number(node)] = known;
    } else if (Parents.isDummy(known) || replies.get(node) && !replies.get(known)) {
      parents.set(node, known);
    } else {
      int dummy = parents.dummy();
      parents.set(node, dummy);
      parents.set(known, dummy);
      table[subject] = dummy;
    }
  }
}
