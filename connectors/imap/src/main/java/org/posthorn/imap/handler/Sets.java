package org.posthorn.imap.handler;

import org.posthorn.kernel.UidSet;

/** Differences of UID sets. */
final class Sets {
  private Sets() {}

  /** The UIDs in the first and not in the second. */
  static UidSet minus(UidSet all, UidSet without) {
    UidSet.Builder rest = UidSet.builder();
    long from = 1;
    for (int r = 0; r < without.ranges(); r++) {
      if (without.first(r) > from) {
        rest.add(from, without.first(r) - 1);
      }
      from = without.last(r) + 1;
    }
    if (from <= UidSet.MAX) {
      rest.add(from, UidSet.MAX);
    }
    return all.intersect(rest.build());
  }
}
