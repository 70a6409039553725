package org.posthorn.mailstore.thread;

import java.util.Arrays;

/**
 * Trees of nodes that are linked and cut, and tell in which of them a node is: each in a time that
 * grows with the logarithm of the number of nodes, however deep the trees are. A link-cut tree:
 * paths from the root down are kept as splay trees, ordered by depth.
 */
final class Forest {
  private static final int NONE = -1;

  private int[] left = new int[64];
  private int[] right = new int[64];
  private int[] up = new int[64]; // in the splay tree, or from its top to the path above
  private int size;

  /** A new node that is a tree of its own. */
  int add() {
    if (size == up.length) {
      left = Arrays.copyOf(left, size * 2);
      right = Arrays.copyOf(right, size * 2);
      up = Arrays.copyOf(up, size * 2);
    }
    left[size] = NONE;
    right[size] = NONE;
    up[size] = NONE;
    return size++;
  }

  /** Makes the root of a tree the child of a node of another tree. */
  void link(int root, int parent) {
    expose(root);
    up[root] = parent;
  }

  /** Parts a node from its parent. */
  void cut(int child) {
    expose(child);
    int above = left[child];
    left[child] = NONE;
    up[above] = NONE;
  }

  /** The root of the tree in which a node is. */
  int root(int node) {
    expose(node);
    int at = node;
    while (left[at] != NONE) {
      at = left[at];
    }
    splay(at); // so that the next time it is near
    return at;
  }

  /** Makes the way from the root to a node one splay tree with the node at its top. */
  private void expose(int node) {
    int below = NONE;
    for (int at = node; at != NONE; at = up[at]) {
      splay(at);
      right[at] = below;
      below = at;
    }
    splay(node);
  }

  private boolean isTop(int node) {
    int above = up[node];
    return above == NONE || left[above] != node && right[above] != node;
  }

  private void splay(int node) {
    while (!isTop(node)) {
      int above = up[node];
      if (!isTop(above)) {
        boolean straight = left[above] == node == (left[up[above]] == above);
        rotate(straight ? above : node);
      }
      rotate(node);
    }
  }

  private void rotate(int node) {
    int above = up[node];
    int top = up[above];
    boolean aboveIsTop = isTop(above);
    int moved;
    if (left[above] == node) {
      moved = right[node];
      left[above] = moved;
      right[node] = above;
    } else {
      moved = left[node];
      right[above] = moved;
      left[node] = above;
    }
    if (moved != NONE) {
      up[moved] = above;
    }
    up[above] = node;
    up[node] = top;
    if (!aboveIsTop) {
      if (left[top] == above) {
        left[top] = node;
      } else {
        right[top] = node;
      }
    }
  }
}
