package org.posthorn.mailstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.kernel.UidSet;

/**
 * The messages of a mailbox at one moment, in primitive columns. Immutable and shared by all who
 * look at the mailbox; a change makes a new view that shares with the old what is the same.
 * Messages are named by index (sequence number minus one) or by UID, both ascending together.
 */
public final class MailboxView {
  private final long mailboxId;
  private final long uidValidity;
  private final long uidNext;
  private final long highestModSeq;
  private final Keywords keywords;
  private final Chunk[] chunks;
  private final int[]
      starts; // index of the first message of each chunk; the last entry is the size
  private final Totals totals;
  private final Expunges expunges;

  private MailboxView(
      long mailboxId,
      long uidValidity,
      long uidNext,
      long highestModSeq,
      Keywords keywords,
      Chunk[] chunks,
      Totals totals,
      Expunges expunges) {
    this.mailboxId = mailboxId;
    this.uidValidity = uidValidity;
    this.uidNext = uidNext;
    this.highestModSeq = highestModSeq;
    this.keywords = keywords;
    this.chunks = chunks;
    this.starts = new int[chunks.length + 1];
    for (int i = 0; i < chunks.length; i++) {
      starts[i + 1] = starts[i] + chunks[i].size;
    }
    this.totals = totals;
    this.expunges = expunges;
  }

  /** A mailbox without messages, before its first change. */
  public static MailboxView empty(long mailboxId, long uidValidity) {
    return new MailboxView(
        mailboxId,
        uidValidity,
        1,
        1,
        Keywords.NONE,
        new Chunk[0],
        Totals.NOTHING,
        Expunges.after(0));
  }

  /** A mailbox as a snapshot knew it, to which messages are then put by {@link #restored}. */
  public static MailboxView restoring(
      long mailboxId, long uidValidity, long uidNext, long highestModSeq, Keywords keywords) {
    return new MailboxView(
        mailboxId,
        uidValidity,
        uidNext,
        highestModSeq,
        keywords,
        new Chunk[0],
        Totals.NOTHING,
        Expunges.after(highestModSeq));
  }

  /** This mailbox, only that the next message gets this UID at least. */
  public MailboxView withUidNext(long least) {
    return least <= uidNext ? this : next(least, highestModSeq, keywords, chunks, totals, expunges);
  }

  /** Which mailbox. */
  public long mailboxId() {
    return mailboxId;
  }

  /** UIDVALIDITY, 1 to 2^32-1. */
  public long uidValidity() {
    return uidValidity;
  }

  /** The UID that the next message gets. */
  public long uidNext() {
    return uidNext;
  }

  /** HIGHESTMODSEQ, at least 1. RFC 7162 §3.1.2.1. */
  public long highestModSeq() {
    return highestModSeq;
  }

  /** The keywords that the mailbox knows. */
  public Keywords keywords() {
    return keywords;
  }

  /** How many messages. */
  public int size() {
    return starts[chunks.length];
  }

  /** How many messages without {@code \Seen}. */
  public int unseen() {
    return totals.unseen();
  }

  /** How many messages with {@code \Deleted}. */
  public int deleted() {
    return totals.deleted();
  }

  /** Sum of the message sizes. */
  public long octets() {
    return totals.octets();
  }

  /** Sum of the sizes of messages with {@code \Deleted}. */
  public long deletedOctets() {
    return totals.deletedOctets();
  }

  /** UID of the message at an index. */
  public long uid(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].uid(index - starts[chunk]);
  }

  /** Flags of the message at an index; see {@link #keywords()}. */
  public FlagBits flags(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].bits(index - starts[chunk]);
  }

  /**
   * The bits that the flags of a change have, or will have when it is made; empty when there is no
   * room for all of its keywords.
   */
  public Optional<FlagBits> bitsFor(FlagChange change) {
    if (change.operation() == FlagChange.Operation.REMOVE) {
      return Optional.of(keywords.bits(change.flags()));
    }
    KeywordRoom room = new KeywordRoom(this);
    FlagBits bits = room.bits(change.flags());
    return room.full() ? Optional.empty() : Optional.of(bits);
  }

  /** Whether there is room for a new keyword. */
  public boolean hasRoomForKeyword() {
    return new KeywordRoom(this).hasRoom();
  }

  /** Mod-sequence of the message at an index. */
  public long modSeq(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].modSeqs[index - starts[chunk]];
  }

  /** Octets of the message at an index. */
  public int octets(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].sizes[index - starts[chunk]];
  }

  /** Content id of the message at an index. */
  public long contentId(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].contents[index - starts[chunk]];
  }

  /** Index of a UID, or where it would be as {@code -(index) - 1}. */
  public int indexOf(long uid) {
    int low = 0;
    int high = chunks.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Chunk chunk = chunks[middle];
      if (chunk.lastUid() < uid) {
        low = middle + 1;
      } else if (chunk.uid(0) > uid) {
        high = middle - 1;
      } else {
        int at = chunk.indexOf(uid);
        return at >= 0 ? starts[middle] + at : at - starts[middle];
      }
    }
    return -starts[low] - 1;
  }

  /**
   * The content ids of messages by UID; quick where they follow each other.
   *
   * @throws IllegalArgumentException when one is not there
   */
  public long[] contentIds(long... uids) {
    long[] ids = new long[uids.length];
    MailboxCursor cursor = cursor(size());
    for (int i = 0; i < uids.length; i++) {
      if (i == 0 || !cursor.next() || cursor.uid() != uids[i]) {
        int index = indexOf(uids[i]);
        if (index < 0) {
          throw new IllegalArgumentException("no message has UID " + uids[i]);
        }
        cursor = cursor(index);
        cursor.next();
      }
      ids[i] = cursor.contentId();
    }
    return ids;
  }

  /** Walks over the messages from an index on. */
  public MailboxCursor cursor(int from) {
    boolean end = from >= size();
    return new MailboxCursor(chunks, starts, end ? chunks.length : chunkOf(from), from);
  }

  /** All UIDs. */
  public UidSet uids() {
    UidSet.Builder uids = UidSet.builder();
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.size; i++) {
        uids.add(chunk.uid(i));
      }
    }
    return uids.build();
  }

  /** Those of the given UIDs that the mailbox has. */
  public UidSet present(UidSet wanted) {
    UidSet.Builder uids = UidSet.builder();
    for (int r = 0; r < wanted.ranges(); r++) {
      MailboxCursor cursor = cursor(place(wanted.first(r)));
      while (cursor.next() && cursor.uid() <= wanted.last(r)) {
        uids.add(cursor.uid());
      }
    }
    return uids.build();
  }

  /** How many of the given UIDs the mailbox has. Takes time by their ranges, not by messages. */
  public int count(UidSet wanted) {
    int count = 0;
    for (int r = 0; r < wanted.ranges(); r++) {
      count += place(wanted.last(r) + 1) - place(wanted.first(r));
    }
    return count;
  }

  /** Sum of the sizes of those of the given UIDs that the mailbox has. */
  public long octets(UidSet wanted) {
    long octets = 0;
    for (int r = 0; r < wanted.ranges(); r++) {
      MailboxCursor cursor = cursor(place(wanted.first(r)));
      while (cursor.next() && cursor.uid() <= wanted.last(r)) {
        octets += cursor.octets();
      }
    }
    return octets;
  }

  /**
   * The given UIDs in portions, each of so many messages of this view at most; together they are
   * all of them, in order.
   */
  public List<UidSet> portions(UidSet wanted, int most) {
    List<UidSet> portions = new ArrayList<>();
    UidSet.Builder portion = UidSet.builder();
    int room = most;
    for (int r = 0; r < wanted.ranges(); r++) {
      long first = wanted.first(r);
      int from = place(first);
      int end = place(wanted.last(r) + 1);
      while (end - from > room) {
        long last = uid(from + room - 1);
        portions.add(portion.add(first, last).build());
        portion = UidSet.builder();
        first = last + 1;
        from += room;
        room = most;
      }
      portion.add(first, wanted.last(r));
      room -= end - from;
      if (room == 0) {
        portions.add(portion.build());
        portion = UidSet.builder();
        room = most;
      }
    }
    UidSet rest = portion.build();
    if (!rest.isEmpty()) {
      portions.add(rest);
    }
    return portions;
  }

  /** Index of a UID, or of the first one after it; the size when there is none. */
  private int place(long uid) {
    int at = indexOf(uid);
    return at >= 0 ? at : -at - 1;
  }

  private int chunkOf(int index) {
    int at = Arrays.binarySearch(starts, 0, chunks.length, index);
    return at >= 0 ? at : -at - 2;
  }

  /** The mailbox after a change. Changes are applied in the order of their mod-sequences. */
  public MailboxView after(MailboxChange change) {
    return ApplyChange.fold(this, change);
  }

  /**
   * The mailbox after messages came that were made ready for it, as they {@link
   * NewMessageColumns#match}.
   */
  public MailboxView after(NewMessageColumns arrivals) {
    return arrivals.addedTo(this, highestModSeq + 1);
  }

  /** A snapshot's view and one more message, with its last mod-sequence. */
  public MailboxView restored(Iterable<RestoredMessage> messages) {
    Chunk open = Chunk.empty(Chunk.CAPACITY);
    ChunkList list = new ChunkList();
    Totals sum = Totals.NOTHING;
    for (RestoredMessage m : messages) {
      if (open.full()) {
        list.add(open);
        open = Chunk.empty(Chunk.CAPACITY);
      }
      open =
          open.plus(
              (int) m.uid(),
              m.flags(),
              m.modSeq(),
              m.size(),
              m.internalDate(),
              (int) m.saveDate(),
              m.contentId());
      sum = sum.plus(m.flags().first(), m.size());
    }
    list.add(open);
    return next(uidNext, highestModSeq, keywords, list.chunks(), sum, expunges);
  }

  /**
   * This view brought up to a later one but for the expunges: messages that are gone there stay
   * here as they were. For a client that may not hear of expunges now. RFC 9051 §7.5.1.
   */
  public MailboxView keepingExpunged(MailboxView later) {
    return later.hasAllOf(this) ? later : ViewDiff.keepingExpunged(this, later);
  }

  // UIDs are given once and only go away: what is below our UIDNEXT was here, too.
  private boolean hasAllOf(MailboxView earlier) {
    return place(earlier.uidNext()) == earlier.size();
  }

  /** What a client that knows this view has to be told to know the later one. */
  public ViewDelta deltaTo(MailboxView later) {
    return ViewDiff.delta(this, later);
  }

  /**
   * UIDs that were expunged after a mod-sequence, up to this view; empty when the view does not
   * remember so far back.
   */
  public Optional<UidSet> expungedSince(long modSeq) {
    return expunges.since(modSeq);
  }

  /**
   * The lowest UID of which another view of the mailbox at the same mod-sequence knows something
   * else; UIDNEXT when that or the totals differ; empty when they are the same.
   */
  public OptionalLong firstDifference(MailboxView other) {
    boolean sameBits = keywords.equals(other.keywords);
    MailboxCursor own = cursor(0);
    MailboxCursor others = other.cursor(0);
    boolean more = own.next();
    boolean othersMore = others.next();
    while (more && othersMore) {
      if (!own.sameAs(others) || !sameFlags(own, other, others, sameBits)) {
        return OptionalLong.of(Math.min(own.uid(), others.uid()));
      }
      more = own.next();
      othersMore = others.next();
    }
    if (more || othersMore) {
      return OptionalLong.of(more ? own.uid() : others.uid());
    }
    return uidNext == other.uidNext && totals.equals(other.totals)
        ? OptionalLong.empty()
        : OptionalLong.of(uidNext);
  }

  private boolean sameFlags(
      MailboxCursor own, MailboxView other, MailboxCursor others, boolean sameBits) {
    return sameBits
        ? own.bits().equals(others.bits())
        : keywords.sameFlags(own.bits(), other.keywords, others.bits());
  }

  /** This mailbox with other messages, later. */
  MailboxView next(
      long nextUid, long modSeq, Keywords known, Chunk[] list, Totals sum, Expunges gone) {
    return new MailboxView(mailboxId, uidValidity, nextUid, modSeq, known, list, sum, gone);
  }

  Chunk[] chunks() {
    return chunks;
  }

  int start(int chunk) {
    return starts[chunk];
  }

  Totals totals() {
    return totals;
  }

  Expunges expunges() {
    return expunges;
  }

  /** A message as a snapshot keeps it: flags as bits, mod-sequence of its last change. */
  public record RestoredMessage(
      long uid,
      FlagBits flags,
      long modSeq,
      int size,
      long internalDate,
      long saveDate,
      long contentId) {}
}
