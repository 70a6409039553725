package org.posthorn.mime;

import java.util.OptionalLong;

/**
 * To which thread the latest messages belong: for the id of each, the id of the eldest message of
 * its thread. Who is first with an id is believed, so that nobody moves a message to another thread
 * by sending one with its id. Bounded: a message is forgotten when a later one needs its place.
 * Thread-safe.
 */
public final class ThreadRoots {
  /** Knows nothing. */
  static final ThreadRoots NONE = new ThreadRoots(0);

  private final long[] ids;
  private final long[] roots;

  /**
   * Remembers about as many messages.
   *
   * @param places a power of two, or 0
   */
  public ThreadRoots(int places) {
    ids = new long[places];
    roots = new long[places];
  }

  /**
   * The root of the thread of a message, which is known from now on.
   *
   * @param own its id, if it has one
   * @param eldest the eldest id that it refers to; its own when it refers to none
   */
  synchronized long join(OptionalLong own, long eldest) {
    long id = own.orElse(0);
    long known = root(id);
    if (known != 0) {
      return known;
    }
    long above = root(eldest);
    long root = above != 0 ? above : eldest;
    if (id != 0 && ids.length > 0) {
      ids[place(id)] = id;
      roots[place(id)] = root;
    }
    return root;
  }

  // 0 when it is not known
  private long root(long id) {
    return ids.length > 0 && ids[place(id)] == id ? roots[place(id)] : 0;
  }

  private int place(long id) {
    return (int) (id ^ id >>> 20) & ids.length - 1;
  }
}
