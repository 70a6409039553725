package org.posthorn.mailstore;

import java.util.Arrays;

/** How well messages fit words, up to a UID. Immutable. RFC 6203 §4. */
public final class TextRanking {
  private final long below;
  private final long[] uids;
  private final byte[] scores;

  /**
   * What an index has found.
   *
   * @param below the lowest UID that the index does not know
   * @param uids ascending; may name messages that are gone
   * @param scores of these messages, 1 to 100
   */
  public TextRanking(long below, long[] uids, byte[] scores) {
    this.below = below;
    this.uids = uids.clone();
    this.scores = scores.clone();
  }

  /** Whether it knows a message. */
  public boolean knows(long uid) {
    return uid < below;
  }

  /** How well a message fits that it knows: 1 to 100, or 0 when it does not. */
  public int score(long uid) {
    int at = Arrays.binarySearch(uids, uid);
    return at < 0 ? 0 : scores[at];
  }
}
