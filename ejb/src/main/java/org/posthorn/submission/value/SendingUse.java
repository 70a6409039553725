package org.posthorn.submission.value;

/**
 * What an account has sent within 24 hours.
 *
 * @param messages recipients of messages to other servers
 * @param newRecipients of these, addresses to which it had not written before
 */
public record SendingUse(long messages, long newRecipients) {}
