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
   * @param key unique within the account; see {@link #of}
   * @param digest of what was asked for, so that another mail under the same key is noticed; at
   *     most 64 characters
   */
  public record Repetition(String key, String digest) {

    /**
     * One whose key is the application's own: another application of the account may use the same.
     *
     * @param via the way, as {@link SubmissionOrigin#via} has it
     * @param apiKey the id of the key by which the application has signed in; empty when it was the
     *     password of the account
     * @param key that the application has sent: 1 to 255 characters
     */
    public static Repetition of(String via, String apiKey, String key, String digest) {
      return new Repetition(via + '\n' + apiKey + '\n' + key, digest);
    }
  }
}
