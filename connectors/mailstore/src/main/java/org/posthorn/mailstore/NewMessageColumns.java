package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages on their way into a mailbox, in columns, before they have UIDs. To add them to its view
 * takes little time, however many they are.
 */
public final class NewMessageColumns {
  private final Keywords before;
  private final Keywords after;
  private final Chunk[] chunks;
  private final Totals totals;
  private final int count;

  private NewMessageColumns(Keywords before, Builder built) {
    this.before = before;
    this.after = built.known;
    this.chunks = built.done.toArray(Chunk[]::new);
    this.totals = built.totals;
    this.count = built.count;
  }

  /** How many they are. */
  public int count() {
    return count;
  }

  /** The sum of their sizes. */
  public long octets() {
    return totals.octets();
  }

  /** Whether a view has the keywords for which they were made. */
  public boolean match(MailboxView view) {
    return view.keywords().equals(before);
  }

  /** The view with them; only one that they {@link #match}. */
  MailboxView addedTo(MailboxView view, long modSeq) {
    Chunk[] old = view.chunks();
    Chunk[] all = Arrays.copyOf(old, old.length + chunks.length);
    for (int i = 0; i < chunks.length; i++) {
      all[old.length + i] = chunks[i].arrived(view.uidNext(), modSeq);
    }
    return view.next(
        view.uidNext() + count, modSeq, after, all, view.totals().plus(totals), view.expunges());
  }

  /** Collects them, in the order of the UIDs that they will have. */
  public static final class Builder {
    private final Keywords before;
    private final List<Chunk> done = new ArrayList<>();
    private Keywords known;
    private Chunk open = Chunk.empty(Chunk.CAPACITY);
    private Totals totals = Totals.NOTHING;
    private int count;

    /** For a mailbox that is like this. */
    public Builder(MailboxView target) {
      before = target.keywords();
      known = before;
    }

    /** Flags without keywords for which the mailbox has no place that never was another's. */
    public Flags fitting(Flags flags) {
      List<String> keywords = new ArrayList<>();
      for (String keyword : flags.keywords()) {
        if (known.indexOf(keyword) < 0 && known.names().size() < Keywords.MAX) {
          known = known.plus(keyword);
        }
        if (known.indexOf(keyword) >= 0) {
          keywords.add(keyword);
        }
      }
      return new Flags(flags.system(), keywords);
    }

    /** The bits of {@link #fitting} flags. */
    public FlagBits bits(Flags fitting) {
      return known.bits(fitting);
    }

    /** Adds a message. */
    public void add(FlagBits bits, int octets, long internalDate, long saveDate, long content) {
      if (open.full()) {
        close();
      }
      open = open.plus(++count, bits, 0, octets, internalDate, (int) saveDate, content);
      totals = totals.plus(bits.first(), octets);
    }

    private void close() {
      done.add(open);
      open = Chunk.empty(Chunk.CAPACITY);
    }

    /** All of them. */
    public NewMessageColumns build() {
      if (open.size > 0) {
        close();
      }
      return new NewMessageColumns(before, this);
    }
  }
}
