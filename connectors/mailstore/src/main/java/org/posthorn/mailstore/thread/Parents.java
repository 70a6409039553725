package org.posthorn.mailstore.thread;

import java.util.Arrays;

/**
 * What each message is below: another message, the root, or a dummy at the root. Messages are
 * numbered from 0, dummies from -2 downwards.
 */
final class Parents {
  /** The parent of messages that begin a thread. */
  static final int ROOT = -1;

  private final int[] parents;
  private int dummies;

  /** So many messages, all at the root. */
  Parents(int messages) {
    parents = new int[messages];
    Arrays.fill(parents, ROOT);
  }

  static boolean isDummy(int node) {
    return node < ROOT;
  }

  /** Which dummy it is, from 0. */
  static int number(int dummy) {
    return -2 - dummy;
  }

  /** A new dummy. */
  int dummy() {
    return -2 - dummies++;
  }

  int dummies() {
    return dummies;
  }

  int messages() {
    return parents.length;
  }

  int of(int message) {
    return parents[message];
  }

  void set(int message, int parent) {
    parents[message] = parent;
  }
}
