package org.posthorn.sweep.value;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run has brought.
 *
 * @param keep how long messages to which nobody refers were kept
 */
public record GcReport(
    Instant started,
    Instant ended,
    Duration keep,
    Outcome outcome,
    Segments segments,
    Octets octets) {

  /** How it ended. */
  public enum Outcome {
    /** All segments were looked at. */
    DONE,
    /** The server was stopped, or another one took over. */
    STOPPED,
    /** It was not certain which messages are still to be delivered: the broker did not tell all. */
    UNCERTAIN,
    /** The content belongs to another database. */
    FOREIGN,
    /** Disk or database failed. */
    FAILED
  }

  /**
   * Segments.
   *
   * @param examined to which no server writes any more
   * @param deleted because nobody referred to any of their messages
   * @param rewritten without what nobody refers to
   * @param damaged with messages that are needed and cannot be read; they were left as they are
   * @param missing to which messages refer, but which are not there
   */
  public record Segments(long examined, long deleted, long rewritten, long damaged, long missing) {}

  /**
   * Octets of the disk.
   *
   * @param freed by this run
   * @param live in use, or not looked at
   * @param dead to which nobody refers, and which are still there
   */
  public record Octets(long freed, long live, long dead) {}
}
