package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.UidSet;

/**
 * The latest expunges of a mailbox, so that a client that comes back is told without a look into
 * the database. RFC 7162 §3.2.5.2. Immutable; the oldest are forgotten.
 */
final class Expunges {
  static final int MOST = 256;
  static final int MOST_RANGES = 32 * 1024;

  private final long from; // mod-sequence after which all expunges are known
  private final List<MailboxChange.Expunged> latest;

  private Expunges(long from, List<MailboxChange.Expunged> latest) {
    this.from = from;
    this.latest = latest;
  }

  /** None so far after a mod-sequence, none known before it. */
  static Expunges after(long modSeq) {
    return new Expunges(modSeq, List.of());
  }

  Expunges plus(MailboxChange.Expunged expunged) {
    List<MailboxChange.Expunged> all = new ArrayList<>(latest);
    all.add(expunged);
    int ranges = all.stream().mapToInt(each -> each.uids().ranges()).sum();
    int forgotten = 0;
    while (all.size() - forgotten > MOST || ranges > MOST_RANGES) {
      ranges -= all.get(forgotten).uids().ranges();
      forgotten++;
    }
    long known = forgotten == 0 ? from : all.get(forgotten - 1).modSeq();
    return new Expunges(known, List.copyOf(all.subList(forgotten, all.size())));
  }

  /** The UIDs, when all of them are known. */
  Optional<UidSet> since(long modSeq) {
    if (modSeq < from) {
      return Optional.empty();
    }
    List<UidSet> later =
        latest.stream()
            .filter(each -> each.modSeq() > modSeq)
            .map(MailboxChange.Expunged::uids)
            .toList();
    return Optional.of(later.size() == 1 ? later.get(0) : union(later));
  }

  private static UidSet union(List<UidSet> sets) {
    UidSet.Builder uids = UidSet.builder();
    for (UidSet each : sets) {
      for (int r = 0; r < each.ranges(); r++) {
        uids.add(each.first(r), each.last(r));
      }
    }
    return uids.build();
  }
}
