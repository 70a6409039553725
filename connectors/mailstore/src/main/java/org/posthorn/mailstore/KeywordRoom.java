package org.posthorn.mailstore;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds places for the keywords that one change brings to a mailbox. What it finds depends on the
 * messages and the change alone, so that every server that reads the log finds the same.
 */
final class KeywordRoom {
  private final Chunk[] chunks;
  private Keywords known;
  private @Nullable BitSet free; // places of keywords that no message has, once they are needed
  private final BitSet used = new BitSet(); // by this change
  private boolean full;

  KeywordRoom(MailboxView view) {
    this.chunks = view.chunks();
    this.known = view.keywords();
  }

  /** The keywords of the mailbox by now. */
  Keywords known() {
    return known;
  }

  /** Whether there was no room for some keyword. */
  boolean full() {
    return full;
  }

  /** Whether there is room for one more. */
  boolean hasRoom() {
    return known.names().size() < Keywords.MAX || !free().isEmpty();
  }

  /** The bits of flags, whose keywords get a place if there is one. */
  FlagBits bits(Flags flags) {
    List<String> keywords = flags.keywords();
    FlagBits bits = FlagBits.of(flags.system(), FlagBits.NO_MORE);
    for (String keyword : keywords) {
      int place = place(keyword);
      if (place < 0) {
        full = true;
      } else {
        bits = bits.with(place);
        used.set(place);
        if (free != null) {
          free.clear(place);
        }
      }
    }
    return bits;
  }

  private int place(String keyword) {
    int place = known.indexOf(keyword);
    if (place >= 0) {
      return place;
    }
    if (known.names().size() < Keywords.MAX) {
      known = known.plus(keyword);
      return known.names().size() - 1;
    }
    place = free().nextSetBit(0);
    if (place >= 0) {
      known = known.with(place, keyword);
    }
    return place;
  }

  private BitSet free() {
    BitSet places = free;
    if (places == null) {
      places = new BitSet();
      places.set(0, known.names().size());
      places.andNot(used);
      places.andNot(ofMessages());
      free = places;
    }
    return places;
  }

  private BitSet ofMessages() {
    long first = 0;
    long[] more = FlagBits.NO_MORE;
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.size; i++) {
        first |= chunk.flags[i];
        more = FlagBits.changed(FlagChange.Operation.ADD, more, chunk.more(i));
      }
    }
    BitSet places = new BitSet();
    FlagBits all = FlagBits.of(first, more);
    for (int place = 0; place < known.names().size(); place++) {
      places.set(place, all.has(place));
    }
    return places;
  }
}
