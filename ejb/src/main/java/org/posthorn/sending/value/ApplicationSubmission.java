package org.posthorn.sending.value;

import java.util.Optional;

/**
 * What an application wants to be sent.
 *
 * @param repetition by which the same again is known: nothing is sent twice under one of an account
 *     within ten days; empty when each call sends
 */
public record ApplicationSubmission(
    SubmissionOrigin origin, ApplicationMail mail, Optional<Repetition> repetition) {

  /**
   * How a repeated call is known.
   *
   * @param key the application's own: 1 to 255 characters
   * @param digest of what was asked for, so that another mail under the same key is noticed; at
   *     most 64 characters
   */
  public record Repetition(String key, String digest) {}
}
