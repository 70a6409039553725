package org.posthorn.mailstore;

import java.util.Arrays;
import org.posthorn.kernel.UidSet;

/** What a change makes of a view. */
final class ApplyChange {
  private ApplyChange() {}

  static MailboxView fold(MailboxView view, MailboxChange change) {
    if (change instanceof MailboxChange.Added added) {
      return added(view, added);
    }
    if (change instanceof MailboxChange.Flagged flagged) {
      return flagged(view, flagged);
    }
    return expunged(view, (MailboxChange.Expunged) change);
  }

  private static MailboxView added(MailboxView view, MailboxChange.Added added) {
    KeywordRoom room = new KeywordRoom(view);
    Totals sum = view.totals();
    long next = view.uidNext();
    Chunk[] chunks = view.chunks();
    Chunk[] list = Arrays.copyOf(chunks, chunks.length + 1 + added.messages().size() / 1024);
    int last = chunks.length - 1;
    for (MailboxChange.Message m : added.messages()) {
      FlagBits bits = room.bits(m.flags()); // what has no room is left out
      if (last < 0 || list[last].full()) {
        if (++last == list.length) {
          list = Arrays.copyOf(list, last + 1);
        }
        list[last] = Chunk.empty(0);
      }
      list[last] =
          list[last].plus(
              (int) m.uid(),
              bits,
              added.modSeq(),
              m.size(),
              m.internalDate(),
              (int) m.saveDate(),
              m.contentId());
      sum = sum.plus(bits.first(), m.size());
      next = Math.max(next, m.uid() + 1);
    }
    Chunk[] exact = last + 1 == list.length ? list : Arrays.copyOf(list, last + 1);
    return view.next(next, added.modSeq(), room.known(), exact, sum, view.expunges());
  }

  private static MailboxView flagged(MailboxView view, MailboxChange.Flagged flagged) {
    FlagChange change = flagged.change();
    boolean removes = change.operation() == FlagChange.Operation.REMOVE;
    KeywordRoom room = new KeywordRoom(view);
    FlagBits bits = removes ? room.known().bits(change.flags()) : room.bits(change.flags());
    boolean wide = bits.words() > 0;
    Chunk[] list = view.chunks().clone();
    Totals sum = view.totals();
    UidSet uids = flagged.uids();
    int range = 0;
    for (int c = 0; c < list.length && range < uids.ranges(); c++) {
      Chunk chunk = list[c];
      while (range < uids.ranges() && uids.last(range) < chunk.uid(0)) {
        range++;
      }
      Chunk changed = null;
      for (int r = range; r < uids.ranges() && uids.first(r) <= chunk.lastUid(); r++) {
        int at = chunk.indexOf(uids.first(r));
        for (int i = at >= 0 ? at : -at - 1; i < chunk.size && chunk.uid(i) <= uids.last(r); i++) {
          changed = changed == null ? chunk.withOwnFlags(wide && !removes) : changed;
          long before = chunk.flags[i];
          long after = change.applyTo(before, bits.first());
          changed.flags[i] = after;
          changed.changeMore(i, change.operation(), bits);
          changed.modSeqs[i] = flagged.modSeq();
          sum = sum.changed(before, after, chunk.sizes[i]);
        }
      }
      list[c] = changed == null ? chunk : changed;
    }
    return view.next(view.uidNext(), flagged.modSeq(), room.known(), list, sum, view.expunges());
  }

  private static MailboxView expunged(MailboxView view, MailboxChange.Expunged expunged) {
    ChunkList list = new ChunkList();
    Totals sum = view.totals();
    UidSet uids = expunged.uids();
    for (Chunk chunk : view.chunks()) {
      if (!uids.touches(chunk.uid(0), chunk.lastUid())) {
        list.add(chunk);
        continue;
      }
      for (int i = 0; i < chunk.size; i++) {
        if (uids.contains(chunk.uid(i))) {
          sum = sum.minus(chunk.flags[i], chunk.sizes[i]);
        } else {
          list.add(chunk, i);
        }
      }
    }
    return view.next(
        view.uidNext(),
        expunged.modSeq(),
        view.keywords(),
        list.chunks(),
        sum,
        view.expunges().plus(expunged));
  }
}
