package org.posthorn.mailstore.thread;

import java.util.Arrays;
import java.util.BitSet;

/** Threads in their final order: siblings by date. RFC 5256 §3, REFERENCES, step (6). */
public final class ThreadTree {
  private final int messages;
  private final int[] tops;
  private final int[] starts; // of each node's children
  private final int[] children;

  /** Of messages that are taken in the order of their dates. */
  ThreadTree(Parents parents, int[] order) {
    messages = parents.messages();
    int nodes = messages + parents.dummies();
    starts = new int[nodes + 1];
    for (int message = 0; message < messages; message++) {
      if (parents.of(message) != Parents.ROOT) {
        starts[slot(parents.of(message)) + 1]++;
      }
    }
    for (int i = 0; i < nodes; i++) {
      starts[i + 1] += starts[i];
    }
    children = new int[starts[nodes]];
    int[] next = Arrays.copyOf(starts, nodes);
    int[] found = new int[messages];
    BitSet seen = new BitSet(parents.dummies());
    int count = 0;
    for (int message : order) {
      int parent = parents.of(message);
      if (parent == Parents.ROOT) {
        found[count++] = message;
        continue;
      }
      children[next[slot(parent)]++] = message;
      if (Parents.isDummy(parent) && !seen.get(Parents.number(parent))) {
        seen.set(Parents.number(parent)); // its first child says where it stands
        found[count++] = parent;
      }
    }
    tops = Arrays.copyOf(found, count);
  }

  private int slot(int node) {
    return Parents.isDummy(node) ? messages + Parents.number(node) : node;
  }

  /** How many threads there are. */
  public int threads() {
    return tops.length;
  }

  /** What a thread begins with: a message, or a dummy ({@link #isDummy}). */
  public int top(int thread) {
    return tops[thread];
  }

  /** Whether a node stands for a message that was not found. RFC 5256 §3. */
  public static boolean isDummy(int node) {
    return Parents.isDummy(node);
  }

  /** Where the children of a node begin. */
  public int firstChild(int node) {
    return starts[slot(node)];
  }

  /** Where the children of a node end. */
  public int endOfChildren(int node) {
    return starts[slot(node) + 1];
  }

  /** The message at such a place. */
  public int child(int place) {
    return children[place];
  }
}
