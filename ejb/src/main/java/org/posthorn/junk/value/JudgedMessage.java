package org.posthorn.junk.value;

/**
 * A message of which its account has said what it is.
 *
 * @param content its octets, by which it is known wherever it lies
 * @param mailbox in which it lies
 * @param uid there
 */
public record JudgedMessage(long account, long content, boolean junk, long mailbox, long uid) {}
