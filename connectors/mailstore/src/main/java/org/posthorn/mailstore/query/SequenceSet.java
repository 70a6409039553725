package org.posthorn.mailstore.query;

import java.util.Arrays;
import java.util.Optional;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/**
 * Messages as a client names them: numbers, ranges and {@code *}, or {@code $} for the saved search
 * result. Whether the numbers are UIDs or sequence numbers is known to the command. RFC 9051 §9,
 * {@code sequence-set}.
 */
public final class SequenceSet {

  /** Stands for {@code *} in bounds. */
  public static final long LAST = 0;

  /** The saved search result. RFC 9051 §6.4.4.1. */
  public static final SequenceSet SAVED = new SequenceSet(new long[0]);

  private final long[] bounds; // first, last, first, last … as written

  private SequenceSet(long[] bounds) {
    this.bounds = bounds;
  }

  /** Bounds as written: first, last, first, last …; at least one pair. */
  public static SequenceSet of(long... bounds) {
    return new SequenceSet(bounds.clone());
  }

  /** Whether it is {@code $}. */
  public boolean isSaved() {
    return bounds.length == 0;
  }

  /** Whether a {@code *} is in it. */
  public boolean hasLast() {
    return Arrays.stream(bounds).anyMatch(bound -> bound == LAST);
  }

  /**
   * The UIDs of those messages that a view has.
   *
   * @param byUid whether the numbers are UIDs; those that are not there count as nothing
   * @param saved what {@code $} stands for
   * @return empty when a sequence number is larger than the mailbox (RFC 9051 §9, {@code
   *     seq-number}: BAD)
   */
  public Optional<UidSet> uids(MailboxView view, boolean byUid, UidSet saved) {
    if (isSaved()) {
      return Optional.of(view.present(saved));
    }
    if (byUid) {
      long last = view.size() == 0 ? 0 : view.uid(view.size() - 1);
      return Optional.of(last == 0 ? UidSet.EMPTY : view.present(ranges(last)));
    }
    long size = view.size();
    UidSet.Builder uids = UidSet.builder();
    if (size == 0 || Arrays.stream(bounds).anyMatch(bound -> bound > size)) {
      return Optional.empty();
    }
    UidSet numbers = ranges(size);
    for (int r = 0; r < numbers.ranges(); r++) {
      MailboxCursor cursor = view.cursor((int) numbers.first(r) - 1);
      for (long left = numbers.last(r) - numbers.first(r) + 1; left > 0 && cursor.next(); left--) {
        uids.add(cursor.uid());
      }
    }
    return Optional.of(uids.build());
  }

  /** The numbers, with {@code *} as the number given (at least 1). Not for {@code $}. */
  public UidSet ranges(long last) {
    UidSet.Builder numbers = UidSet.builder();
    for (int i = 0; i < bounds.length; i += 2) {
      long a = bounds[i] == LAST ? last : bounds[i];
      long b = bounds[i + 1] == LAST ? last : bounds[i + 1];
      numbers.add(Math.min(a, b), Math.max(a, b));
    }
    return numbers.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** As on the wire, each range with its two ends. */
  @Override
  public String toString() {
    if (isSaved()) {
      return "$";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bounds.length; i++) {
      text.append(i == 0 ? "" : i % 2 == 0 ? "," : ":");
      text.append(bounds[i] == LAST ? "*" : Long.toString(bounds[i]));
    }
    return text.toString();
  }
}
