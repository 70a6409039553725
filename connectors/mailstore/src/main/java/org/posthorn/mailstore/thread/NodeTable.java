package org.posthorn.mailstore.thread;

import java.util.Arrays;

/** Numbers by ids, without an object for each. */
final class NodeTable {
  private static final int FREE = -1;

  private long[] ids = new long[64];
  private int[] nodes = new int[64];
  private int count;

  NodeTable() {
    Arrays.fill(nodes, FREE);
  }

  /** The node of an id, or -1. */
  int get(long id) {
    return nodes[place(id)];
  }

  /** A node for an id that has none. */
  void put(long id, int node) {
    if (2 * ++count > ids.length) {
      grow();
    }
    int place = place(id);
    ids[place] = id;
    nodes[place] = node;
  }

  private int place(long id) {
    int mask = ids.length - 1;
    int place = (int) (id * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (nodes[place] != FREE && ids[place] != id) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldNodes = nodes;
    ids = new long[oldIds.length * 2];
    nodes = new int[ids.length];
    Arrays.fill(nodes, FREE);
    for (int i = 0; i < oldIds.length; i++) {
      if (oldNodes[i] != FREE) {
        int place = place(oldIds[i]);
        ids[place] = oldIds[i];
        nodes[place] = oldNodes[i];
      }
    }
  }
}
