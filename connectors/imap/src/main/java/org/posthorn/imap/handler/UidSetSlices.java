package org.posthorn.imap.handler;

import org.posthorn.imap.command.PartialRange;
import org.posthorn.kernel.UidSet;

/** Parts of UID sets. */
final class UidSetSlices {
  private UidSetSlices() {}

  /** The UIDs at some positions. RFC 9394 §3.3. */
  static UidSet part(UidSet all, PartialRange range) {
    int size = (int) Math.min(all.size(), Integer.MAX_VALUE);
    long skip = range.from(size);
    long left = range.to(size) - skip;
    UidSet.Builder part = UidSet.builder();
    for (int r = 0; r < all.ranges() && left > 0; r++) {
      long first = all.first(r) + skip;
      long last = Math.min(all.last(r), first + left - 1);
      skip = Math.max(0, first - all.last(r) - 1);
      if (first <= last) {
        part.add(first, last);
        left -= last - first + 1;
      }
    }
    return part.build();
  }
}
