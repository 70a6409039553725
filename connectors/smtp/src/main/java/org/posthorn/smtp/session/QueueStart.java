package org.posthorn.smtp.session;

/**
 * What came of a request to start the queue for hosts. RFC 1985 §5.3.
 *
 * @param pending how many messages wait, when they were counted
 */
public record QueueStart(Outcome outcome, int pending) {

  /** What was done. */
  public enum Outcome {
    /** It was asked for a moment ago, and is under way. */
    UNDER_WAY,
    /** Nothing waits. */
    NOTHING,
    /** It was started; how much waits is not known, or more than was counted. */
    MANY,
    /** It was started. */
    COUNTED,
    /** It cannot be started now. */
    NOT_NOW,
    /** Mail for it does not leave here, or there is no such queue. */
    UNKNOWN
  }

  /** Without a number. */
  public static QueueStart of(Outcome outcome) {
    return new QueueStart(outcome, 0);
  }
}
