package org.posthorn.mailstore;

/**
 * Walks over the messages of a {@link MailboxView}; cheaper than asking by index. Starts before the
 * first.
 */
public final class MailboxCursor {
  private final Chunk[] chunks;
  private final int[] starts; // index of the first message of each chunk
  private int chunk;
  private int at;
  private Chunk current;

  /** Before the message at an index, which is in the given chunk; there may be no such chunk. */
  MailboxCursor(Chunk[] chunks, int[] starts, int chunk, int from) {
    this.chunks = chunks;
    this.starts = starts;
    this.chunk = chunk;
    this.current = chunk < chunks.length ? chunks[chunk] : Chunk.empty(0);
    this.at = chunk < chunks.length ? from - starts[chunk] - 1 : -1;
  }

  /** Goes to the next message; false at the end. */
  public boolean next() {
    if (++at < current.size) {
      return true;
    }
    if (chunk + 1 >= chunks.length) {
      return false;
    }
    current = chunks[++chunk];
    at = 0;
    return true;
  }

  /** Goes to the next message whose mod-sequence is greater than this; false at the end. */
  public boolean nextChanged(long modSeq) {
    while (next()) {
      while (at < current.size && current.modSeqs[at] <= modSeq) {
        at++;
      }
      if (at < current.size) {
        return true;
      }
    }
    return false;
  }

  /** Goes forward to this UID, at once when it is the next; false when there is none. */
  public boolean seek(long uid) {
    while (chunk < chunks.length && current.lastUid() < uid) {
      current = ++chunk < chunks.length ? chunks[chunk] : Chunk.empty(0);
      at = -1;
    }
    if (chunk >= chunks.length) {
      return false;
    }
    if (at + 1 < current.size && current.uid(at + 1) == uid) {
      at++;
      return true;
    }
    int found = current.indexOf(uid);
    at = found >= 0 ? found : -found - 2; // before the one that would follow
    return found >= 0;
  }

  /** Index of the message. */
  public int index() {
    return starts[chunk] + at;
  }

  /** UID. */
  public long uid() {
    return current.uid(at);
  }

  /** System flags and the first keywords; see {@link #bits()}. */
  public long flags() {
    return current.flags[at];
  }

  /** Whether {@link #flags()} says all. */
  public boolean narrow() {
    return current.more(at).length == 0;
  }

  /** The flags; see {@link MailboxView#keywords()}. */
  public FlagBits bits() {
    return current.bits(at);
  }

  /** Whether it has the keyword in a place; none is in a negative one. */
  public boolean hasKeyword(int place) {
    return FlagBits.has(place, current.flags[at], current.more(at));
  }

  /** Whether a change would change its flags. */
  public boolean changedBy(FlagChange change, FlagBits bits) {
    if (change.applyTo(current.flags[at], bits.first()) != current.flags[at]) {
      return true;
    }
    long[] more = current.more(at);
    return (more.length > 0 || bits.words() > 0)
        && FlagBits.changed(change.operation(), more, bits.more()) != more;
  }

  /** Whether another cursor is at the same message with the same mod-sequence; flags aside. */
  boolean sameAs(MailboxCursor other) {
    return uid() == other.uid()
        && modSeq() == other.modSeq()
        && octets() == other.octets()
        && internalDate() == other.internalDate()
        && saveDate() == other.saveDate()
        && contentId() == other.contentId();
  }

  /** Mod-sequence. */
  public long modSeq() {
    return current.modSeqs[at];
  }

  /** Size in octets. */
  public int octets() {
    return current.sizes[at];
  }

  /** Seconds since 1970 UTC. */
  public long internalDate() {
    return current.internalDate(at);
  }

  /** Seconds since 1970 UTC. */
  public long saveDate() {
    return Integer.toUnsignedLong(current.saveDates[at]);
  }

  /** Content id. */
  public long contentId() {
    return current.contents[at];
  }
}
