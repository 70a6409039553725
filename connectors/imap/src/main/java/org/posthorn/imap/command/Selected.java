package org.posthorn.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.query.SequenceSet;

/** Commands that are legal while a mailbox is selected. RFC 9051 §6.4. */
public sealed interface Selected extends Command
    permits Selected.Close,
        Selected.Unselect,
        Selected.Check,
        Selected.Expunge,
        Selected.Store,
        Selected.Copy,
        Selected.Move,
        Selected.CancelUpdate,
        Selected.UidBatches,
        Fetch,
        Search,
        Sort,
        ThreadMessages {

  /** Whether the client speaks of UIDs, so that responses name the UID too. RFC 9051 §6.4.9. */
  default boolean byUid() {
    return false;
  }

  /** Whether it names messages by sequence number, which is BAD after UIDONLY. RFC 9586 §3. */
  default boolean usesNumbers() {
    return false;
  }

  /**
   * Whether the client may hear of expunges while this command runs: not in FETCH, STORE and SEARCH
   * by sequence number. RFC 9051 §7.5.1.
   */
  default boolean mayTellExpunges() {
    return true;
  }

  /** RFC 9051 §6.4.1. */
  record Close() implements Selected {}

  /** RFC 9051 §6.4.2. */
  record Unselect() implements Selected {}

  /** RFC 3501 §6.4.1. */
  record Check() implements Selected {}

  /**
   * EXPUNGE and UID EXPUNGE. RFC 9051 §6.4.3, §6.4.9.
   *
   * @param messages UIDs; empty is all
   */
  record Expunge(Optional<SequenceSet> messages) implements Selected {}

  /**
   * RFC 9051 §6.4.6.
   *
   * @param byUid whether it is UID STORE
   * @param silent whether {@code .SILENT} was there
   * @param unchangedSince RFC 7162 §3.1.3
   */
  record Store(
      boolean byUid,
      SequenceSet messages,
      FlagChange change,
      boolean silent,
      OptionalLong unchangedSince)
      implements Selected {
    @Override
    public boolean mayTellExpunges() {
      return byUid;
    }

    @Override
    public boolean usesNumbers() {
      return !byUid;
    }
  }

  /** RFC 9051 §6.4.7. */
  record Copy(boolean byUid, SequenceSet messages, String mailbox) implements Selected {
    @Override
    public boolean usesNumbers() {
      return !byUid;
    }
  }

  /** RFC 5267 §4.3.5. */
  record CancelUpdate(List<String> tags) implements Selected {
    public CancelUpdate {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Where to cut a mailbox into parts of equal size. RFC 10022 §3.1.
   *
   * @param size messages in a batch
   * @param first the first batch that is asked for, from 1 at the highest UIDs
   * @param last the last batch that is asked for, as the client wrote it
   */
  record UidBatches(long size, long first, long last) implements Selected {

    /** What stands for the last batch there is. */
    public static final long ALL = Long.MAX_VALUE;
  }

  /** RFC 9051 §6.4.8. */
  record Move(boolean byUid, SequenceSet messages, String mailbox) implements Selected {
    @Override
    public boolean usesNumbers() {
      return !byUid;
    }
  }
}
