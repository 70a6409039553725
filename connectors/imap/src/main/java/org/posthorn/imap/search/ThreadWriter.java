package org.posthorn.imap.search;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.thread.ThreadTree;

/**
 * Writes threads with their parentheses, a bounded count at a time; as deep as they are, without
 * recursion. RFC 5256 §4.
 */
public final class ThreadWriter {
  private static final int STEP = 2000;
  private static final int NONE = -1;

  private final Responses out;
  private final ThreadTree tree;
  private final IntToLongFunction numbers;
  private int[] open = new int[16]; // pairs: place of the next child, end of the children
  private int depth;
  private int thread;
  private int message = NONE;

  /** Writes threads, whose messages have these numbers. */
  public ThreadWriter(Responses out, ThreadTree tree, IntToLongFunction numbers) {
    this.out = out;
    this.tree = tree;
    this.numbers = numbers;
  }

  /** Writes some more; true at the end. */
  public boolean step() {
    for (int left = STEP; left > 0; left--) {
      if (!out.writable()) {
        return false;
      }
      if (message != NONE) {
        member();
      } else if (depth > 0) {
        sibling();
      } else if (thread < tree.threads()) {
        out.text(thread == 0 ? " (" : "(");
        begin(tree.top(thread++));
      } else {
        return true;
      }
    }
    return false;
  }

  private void begin(int top) {
    if (ThreadTree.isDummy(top)) {
      split(top);
    } else {
      message = top;
    }
  }

  // thread-members = nz-number *(SP nz-number) [SP thread-nested]
  private void member() {
    int current = message;
    int children = tree.endOfChildren(current) - tree.firstChild(current);
    out.number(numbers.applyAsLong(current));
    message = NONE;
    if (children == 0) {
      out.text(')');
    } else if (children == 1) {
      out.space();
      message = tree.child(tree.firstChild(current));
    } else {
      out.space();
      split(current);
    }
  }

  // thread-nested = 2*thread-list
  private void split(int node) {
    if (2 * depth == open.length) {
      open = Arrays.copyOf(open, open.length * 2);
    }
    open[2 * depth] = tree.firstChild(node);
    open[2 * depth + 1] = tree.endOfChildren(node);
    depth++;
  }

  private void sibling() {
    int top = 2 * (depth - 1);
    if (open[top] == open[top + 1]) {
      depth--;
      out.text(')');
    } else {
      message = tree.child(open[top]++);
      out.text('(');
    }
  }
}
