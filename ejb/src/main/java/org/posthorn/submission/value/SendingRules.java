package org.posthorn.submission.value;

import java.util.OptionalLong;

/**
 * What an account may send, and how. Without a number the server's default counts; {@link
 * #UNLIMITED} is no limit.
 *
 * @param messages recipients of messages to other servers within 24 hours; a message to two counts
 *     twice
 * @param newRecipients of these, addresses to which the account has not written before
 * @param uniqueSender whether each message to other servers has a reverse-path of its own
 */
public record SendingRules(
    OptionalLong messages, OptionalLong newRecipients, boolean uniqueSender) {
  /** No limit. */
  public static final long UNLIMITED = -1;

  /** Nothing of its own. */
  public static final SendingRules DEFAULT =
      new SendingRules(OptionalLong.empty(), OptionalLong.empty(), false);
}
