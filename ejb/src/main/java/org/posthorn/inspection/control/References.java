package org.posthorn.inspection.control;

import java.util.Arrays;

/** Content ids to which somebody refers, the same one many times until they are sorted. */
public final class References {
  private long[] ids = new long[1024];
  private int count;

  /** None yet. */
  public References() {}

  /** Somebody refers to a content. */
  public void add(long id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count * 2);
    }
    ids[count++] = id;
  }

  /** Each once, ascending. */
  public long[] sorted() {
    return Arrays.stream(ids, 0, count).sorted().distinct().toArray();
  }
}
