package org.posthorn.mailstore;

import org.posthorn.kernel.UidSet;

/**
 * What a STORE did.
 *
 * @param changed messages whose flags are now as asked and were not before
 * @param modified messages left alone because of {@code unchangedSince}
 * @param view the mailbox after
 */
public record StoreResult(UidSet changed, UidSet modified, MailboxView view) {}
