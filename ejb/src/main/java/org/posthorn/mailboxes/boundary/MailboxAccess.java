package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailboxes.control.Actors;
import org.posthorn.mailboxes.control.MailboxLog;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;

/** What those ask of mailboxes who keep something for them. */
@ApplicationScoped
public class MailboxAccess {
  @Inject Actors actors;
  @Inject MailboxLog log;

  /**
   * Why an account may not do something with a mailbox, now; empty when it may. Within the
   * transaction that does it.
   */
  public Optional<Refusal> refusal(long account, long mailbox, Permission needed) {
    return actors.refusal(account, mailbox, needed);
  }

  /** Whose a mailbox is, now; empty when it is gone. Within a transaction. */
  public Optional<Long> ownerNow(long mailbox) {
    return actors.ownerNow(mailbox);
  }

  /** Whose a mailbox is, as far as is remembered; empty when there was none such. */
  public OptionalLong owner(long mailbox) {
    return actors.owner(mailbox);
  }

  /**
   * Raises the mod-sequence of a mailbox for which something else than messages has changed. RFC
   * 7162 §3.2. Not within a transaction.
   */
  public void annotated(long mailbox) {
    log.annotated(mailbox);
  }
}
