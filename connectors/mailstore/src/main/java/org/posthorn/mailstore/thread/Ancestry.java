package org.posthorn.mailstore.thread;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Who answers whom, as far as references tell. Nodes are messages and dummies for messages that are
 * only referred to. RFC 5256 §3, REFERENCES, steps (1) to (3).
 */
public final class Ancestry {
  private static final int NONE = -1;

  private final Forest forest = new Forest();
  private final NodeTable nodes = new NodeTable();
  private int[] parents = new int[64];
  private int[] messages = new int[64]; // of a node; NONE for a dummy
  private boolean[] hasChildren = new boolean[64];
  private int count; // of nodes
  private int taken; // messages

  /** Takes the next message. */
  public void add(OptionalLong id, long[] references) {
    int parent = NONE;
    for (long reference : references) { // (1)(A)
      int child = node(reference);
      if (parent != NONE && parents[child] == NONE) {
        link(child, parent);
      }
      parent = child;
    }
    int node = own(id);
    messages[node] = taken++;
    if (parents[node] != NONE) { // (1)(B)
      forest.cut(node);
      parents[node] = NONE;
    }
    if (parent != NONE) {
      link(node, parent);
    }
  }

  private int node(long id) {
    int known = nodes.get(id);
    if (known >= 0) {
      return known;
    }
    int node = fresh();
    nodes.put(id, node);
    return node;
  }

  /** The node for a message; a new one when there is another message with its id. */
  private int own(OptionalLong id) {
    if (id.isEmpty()) {
      return fresh();
    }
    int node = node(id.getAsLong());
    return messages[node] == NONE ? node : fresh();
  }

  private int fresh() {
    if (count == parents.length) {
      parents = Arrays.copyOf(parents, count * 2);
      messages = Arrays.copyOf(messages, count * 2);
      hasChildren = Arrays.copyOf(hasChildren, count * 2);
    }
    parents[count] = NONE;
    messages[count] = NONE;
    forest.add();
    return count++;
  }

  /** Makes a node without parent the child of another, unless that is below it. */
  private void link(int child, int parent) {
    if (child == parent || hasChildren[child] && forest.root(parent) == child) {
      return;
    }
    forest.link(child, parent);
    parents[child] = parent;
    hasChildren[parent] = true;
  }

  /**
   * For each message the message above it, or {@link Parents#ROOT}, or a dummy at the root that has
   * several children. Step (3).
   */
  Parents parents() {
    int[] above = above();
    int[] members = new int[count]; // of a dummy at the root
    for (int node = 0; node < count; node++) {
      if (messages[node] != NONE && above[node] != NONE && messages[above[node]] == NONE) {
        members[above[node]]++;
      }
    }
    Parents result = new Parents(taken);
    int[] dummies = new int[count];
    Arrays.fill(dummies, Parents.ROOT);
    for (int node = 0; node < count; node++) {
      int top = above[node];
      if (messages[node] == NONE || top == NONE) {
        continue;
      }
      if (messages[top] != NONE) {
        result.set(messages[node], messages[top]);
      } else if (members[top] > 1) {
        dummies[top] = dummies[top] == Parents.ROOT ? result.dummy() : dummies[top];
        result.set(messages[node], dummies[top]);
      }
    }
    return result;
  }

  /** The threads, of messages that are taken in the order given: their positions by date. */
  public ThreadTree threads(int[] order) {
    return new ThreadTree(parents(), order);
  }

  /** The nearest message above each node, else the topmost dummy above it, else NONE. */
  private int[] above() {
    int[] above = new int[count];
    Arrays.fill(above, -2); // not known yet
    int[] way = new int[count];
    for (int node = 0; node < count; node++) {
      int length = 0;
      int at = node;
      while (above[at] == -2) {
        int parent = parents[at];
        if (parent == NONE || messages[parent] != NONE) {
          above[at] = parent;
        } else {
          way[length++] = at;
          at = parent;
        }
      }
      int dummyAbove = at; // at is a dummy when there is a way
      while (length > 0) {
        int below = way[--length];
        above[below] = above[dummyAbove] == NONE ? dummyAbove : above[dummyAbove];
        dummyAbove = below;
      }
    }
    return above;
  }
}
