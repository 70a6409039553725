package org.posthorn.mailstore;

import org.posthorn.kernel.UidSet;

/**
 * Where messages came to.
 *
 * @param uidValidity of the mailbox that they came to
 * @param source their UIDs before; empty for APPEND
 * @param target their UIDs now, in the same order
 * @param view the mailbox that they came to, after
 */
public record Placed(long uidValidity, UidSet source, UidSet target, MailboxView view) {}
