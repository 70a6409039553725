package org.posthorn.sending.value;

import java.time.Instant;

/** What became of a mail that was to be sent. */
public sealed interface SubmissionResult {

  /**
   * Taken: it goes whatever happens.
   *
   * @param id by which it can be taken back until it goes
   * @param due when it goes
   * @param waiting whether it still can be taken back
   */
  record Taken(long id, Instant due, boolean waiting) implements SubmissionResult {}

  /**
   * Not taken.
   *
   * @param subject the address that it was for; empty when it is the mail as a whole
   */
  record Refused(Why why, String subject) implements SubmissionResult {}

  /** Why it was not taken. */
  enum Why {
    /** The account may not send in the name of the author. */
    SENDER,
    /** There is no such address here. */
    RECIPIENT,
    /** Nobody is to get it. */
    NOBODY,
    /** More recipients than a mail may have. */
    RECIPIENTS,
    /** It is larger than a mail may be. */
    SIZE,
    /** The account has sent as much as it may within a day. */
    LIMIT,
    /** As much as may waits for its moment already. */
    WAITING,
    /** There is no room on the disk. */
    UNAVAILABLE
  }
}
