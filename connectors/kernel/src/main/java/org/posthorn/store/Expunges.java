package org.posthorn.store;

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
    UidSet.Builder uids = UidSet.builder();
    for (MailboxChange.Expunged each : latest) {
      if (each.modSeq() > modSeq) {
        for (int r = 0; r < each.uids().ranges(); r++) {
          uids.add(each.uids().first(r), each.uids().last(r));
        }
      }
    }
    return Optional.of(uids.build());
  }
}
