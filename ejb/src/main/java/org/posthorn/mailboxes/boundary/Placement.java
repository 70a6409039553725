package org.posthorn.mailboxes.boundary;

import org.posthorn.mailstore.Flags;

/**
 * Where a copy of a delivered message is put.
 *
 * @param mailbox of the account that the message is delivered to; another's counts as gone
 * @param flags those of the copy, keywords included
 */
public record Placement(long mailbox, Flags flags) {}
