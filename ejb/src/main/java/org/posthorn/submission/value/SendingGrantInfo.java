package org.posthorn.submission.value;

import java.time.Instant;

/**
 * That an account may write in the name of another.
 *
 * @param owner whose name it is
 * @param delegate who may use it
 */
public record SendingGrantInfo(long id, long owner, long delegate, Kind kind, Instant created) {

  /** How the message shows who wrote it. */
  public enum Kind {
    /** Not at all. */
    AS,
    /** By a Sender field, which the server writes. RFC 5322 §3.6.2 */
    ON_BEHALF
  }
}
