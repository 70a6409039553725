package org.posthorn.mailstore;

import java.util.Optional;

/**
 * Walks over two views of a mailbox in UID order, message by message, and chunk by chunk where both
 * have one of the same messages.
 */
final class ViewDiff {
  private final MailboxView earlier;
  private final MailboxView later;
  private int oldChunk;
  private int newChunk;
  private int oldAt;
  private int newAt;
  private boolean stepOld;
  private boolean stepNew;
  private boolean same;

  ViewDiff(MailboxView earlier, MailboxView later) {
    this.earlier = earlier;
    this.later = later;
  }

  /** The earlier view brought up to the later one but for the expunges. */
  static MailboxView keepingExpunged(MailboxView earlier, MailboxView later) {
    ChunkList list = new ChunkList();
    Optional<FlagBits> lasting =
        later.keywords().continues(earlier.keywords())
            ? Optional.empty() // else another keyword has the place of one that only they had
            : Optional.of(later.keywords().shared(earlier.keywords()));
    ViewDiff merge = new ViewDiff(earlier, later);
    while (merge.next()) {
      if (merge.sameMessages()) {
        list.add(merge.newChunk());
      } else if (merge.inLater()) {
        list.add(merge.newChunk(), merge.newAt());
      } else {
        list.add(merge.oldChunk(), merge.oldAt(), merge.oldBits(lasting));
      }
    }
    return later.next(
        later.uidNext(),
        later.highestModSeq(),
        later.keywords(),
        list.chunks(),
        later.totals(),
        later.expunges());
  }

  /** What the later view has that the earlier has not, and the other way. */
  static ViewDelta delta(MailboxView earlier, MailboxView later) {
    ViewDelta.Builder delta = new ViewDelta.Builder();
    ViewDiff merge = new ViewDiff(earlier, later);
    while (merge.next()) {
      if (merge.sameMessages()) {
        merge.changed(delta);
      } else if (!merge.inLater()) {
        delta.expunged(merge.oldIndex(), merge.oldChunk().uid(merge.oldAt()));
      } else if (!merge.inEarlier()) {
        delta.arrived(merge.newIndex());
      } else if (merge.newChunk().modSeqs[merge.newAt()]
          != merge.oldChunk().modSeqs[merge.oldAt()]) {
        delta.changed(merge.newIndex());
      }
    }
    return delta.build(later.size());
  }

  private FlagBits oldBits(Optional<FlagBits> lasting) {
    FlagBits bits = oldChunk().bits(oldAt);
    return lasting.map(bits::only).orElse(bits);
  }

  private void changed(ViewDelta.Builder delta) {
    long[] before = oldChunk().modSeqs;
    long[] now = newChunk().modSeqs;
    int size = before == now ? 0 : newChunk().size;
    for (int at = 0; at < size; at++) {
      if (before[at] != now[at]) {
        delta.changed(later.start(newChunk) + at);
      }
    }
  }

  /** Goes on; false when both are at their end. */
  boolean next() {
    advance();
    Chunk[] olds = earlier.chunks();
    Chunk[] news = later.chunks();
    if (oldChunk >= olds.length && newChunk >= news.length) {
      return false;
    }
    if (oldChunk >= olds.length || newChunk >= news.length) {
      stepOld = oldChunk < olds.length;
      stepNew = !stepOld;
      return true;
    }
    if (oldAt == 0 && newAt == 0 && olds[oldChunk].sameMessages(news[newChunk])) {
      same = true;
      return true;
    }
    long oldUid = olds[oldChunk].uid(oldAt);
    long newUid = news[newChunk].uid(newAt);
    stepOld = oldUid <= newUid;
    stepNew = newUid <= oldUid;
    return true;
  }

  private void advance() {
    if (same) {
      oldChunk++;
      newChunk++;
    }
    if (stepOld && ++oldAt == oldChunk().size) {
      oldChunk++;
      oldAt = 0;
    }
    if (stepNew && ++newAt == newChunk().size) {
      newChunk++;
      newAt = 0;
    }
    same = false;
    stepOld = false;
    stepNew = false;
  }

  /** Whether it is at two whole chunks of the same messages; their flags may differ. */
  boolean sameMessages() {
    return same;
  }

  boolean inEarlier() {
    return same || stepOld;
  }

  boolean inLater() {
    return same || stepNew;
  }

  Chunk oldChunk() {
    return earlier.chunks()[oldChunk];
  }

  Chunk newChunk() {
    return later.chunks()[newChunk];
  }

  int oldAt() {
    return oldAt;
  }

  int newAt() {
    return newAt;
  }

  int oldIndex() {
    return earlier.start(oldChunk) + oldAt;
  }

  int newIndex() {
    return later.start(newChunk) + newAt;
  }
}
