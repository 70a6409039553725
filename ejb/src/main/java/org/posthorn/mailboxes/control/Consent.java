package org.posthorn.mailboxes.control;

import java.util.Optional;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome.Refusal;

/**
 * The last look at the rights of who changes the mailboxes of another account, within the
 * transaction of the change: what was withdrawn before, on whatever server, counts. RFC 4314 §4.
 */
@FunctionalInterface
interface Consent {
  /** The owner's own. */
  Consent OWNER = now -> Optional.empty();

  /**
   * Why it may not be done; empty when it may.
   *
   * @param now the owner's mailboxes as this transaction sees them
   */
  Optional<Refusal> refusal(MailboxList now);
}
