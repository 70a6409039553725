package org.posthorn.mailstore;

import java.util.Arrays;
import org.posthorn.kernel.UidSet;

/**
 * The difference between two views of a mailbox, in the terms of a client that knows the earlier.
 */
public final class ViewDelta {
  private final int[] expunged;
  private final UidSet expungedUids;
  private final int[] changed;
  private final int firstNew;

  private ViewDelta(int[] expunged, UidSet expungedUids, int[] changed, int firstNew) {
    this.expunged = expunged;
    this.expungedUids = expungedUids;
    this.changed = changed;
    this.firstNew = firstNew;
  }

  /** Indexes in the earlier view of messages that are gone, ascending. Not to be changed. */
  public int[] expunged() {
    return expunged;
  }

  /** The UIDs of messages that are gone. */
  public UidSet expungedUids() {
    return expungedUids;
  }

  /** Indexes in the later view of messages in both whose flags changed. Not to be changed. */
  public int[] changed() {
    return changed;
  }

  /** Index in the later view of the first message that is new; its size when none is. */
  public int firstNew() {
    return firstNew;
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty(MailboxView later) {
    return expunged.length == 0 && changed.length == 0 && firstNew == later.size();
  }

  static final class Builder {
    private int[] expunged = new int[0];
    private int[] changed = new int[0];
    private int expungedCount;
    private int changedCount;
    private int firstNew = Integer.MAX_VALUE;
    private final UidSet.Builder uids = UidSet.builder();

    void expunged(int index, long uid) {
      expunged = roomy(expunged, expungedCount);
      expunged[expungedCount++] = index;
      uids.add(uid);
    }

    void changed(int index) {
      changed = roomy(changed, changedCount);
      changed[changedCount++] = index;
    }

    void arrived(int index) {
      firstNew = Math.min(firstNew, index);
    }

    private static int[] roomy(int[] array, int length) {
      return length < array.length ? array : Arrays.copyOf(array, Math.max(16, length * 2));
    }

    ViewDelta build(int size) {
      return new ViewDelta(
          Arrays.copyOf(expunged, expungedCount),
          uids.build(),
          Arrays.copyOf(changed, changedCount),
          Math.min(firstNew, size));
    }
  }
}
