package org.posthorn.events.boundary;

/**
 * A mailbox gets messages, flags or expunges.
 *
 * @param modSeq the highest one after the change
 */
public record MailboxChanged(long mailbox, long modSeq) {}
