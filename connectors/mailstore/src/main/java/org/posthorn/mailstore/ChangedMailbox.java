package org.posthorn.mailstore;

/**
 * A mailbox whose messages have changed since a state. What has changed in it is what its view has
 * with a higher mod-sequence, and what was expunged after it.
 *
 * @param mailboxId which; it may have been deleted since
 * @param modSeq its mod-sequence at the state that was asked for, or before
 * @param exact false when the log of that time was folded, so that {@code modSeq} may be too low:
 *     more is told than has changed, never less
 */
public record ChangedMailbox(long mailboxId, long modSeq, boolean exact) {}
