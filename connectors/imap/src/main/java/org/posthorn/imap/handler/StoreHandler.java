package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Selected.Store;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.StoreResult;

/** STORE and UID STORE; the session then tells of the flags. RFC 9051 §6.4.6, RFC 7162 §3.1.3. */
final class StoreHandler implements SelectedHandler<Store> {
  @Override
  public Answer handle(Store command, SelectedMailbox mailbox, ImapSession session) {
    if (mailbox.readOnly()) {
      return Refusals.readOnly();
    }
    Optional<UidSet> uids = mailbox.resolve(command.messages(), command.byUid());
    if (uids.isEmpty()) {
      return Refusals.badNumber();
    }
    if (command.unchangedSince().isPresent()) {
      session.enableCondstore(); // RFC 7162 §3.1
    }
    if (uids.get().isEmpty()) {
      return Completion.ok("STORE completed");
    }
    Limited limited = Limited.of(uids.get(), session);
    Outcome<StoreResult> outcome =
        session
            .store()
            .messages()
            .store(mailbox.id(), limited.uids(), command.change(), command.unchangedSince());
    if (outcome instanceof Outcome.Refused<StoreResult> refused) {
      return Refusals.of(refused.reason());
    }
    return outcome
        .result()
        .map(
            stored ->
                command.silent() || stored.view().count(limited.uids()) > 0
                    ? stored(stored, limited.uids(), command, mailbox)
                    : Refusals.gone()) // RFC 2180 §4.2.2
        .map(done -> limited.tell(done, session))
        .orElseGet(Refusals::broken);
  }

  private static Completion stored(
      StoreResult stored, UidSet uids, Store command, SelectedMailbox mailbox) {
    mailbox.offer(stored.view());
    UidSet done = stored.modified().isEmpty() ? uids : uids.minus(stored.modified());
    mailbox.ownChange(new SelectedMailbox.OwnChange(done, command.change(), command.silent()));
    if (stored.modified().isEmpty()) {
      return Completion.ok("STORE completed");
    }
    UidSet named =
        command.byUid() ? stored.modified() : numbers(stored.modified(), mailbox.known());
    return Completion.ok("MODIFIED " + named, "Conditional STORE failed for some messages");
  }

  private static UidSet numbers(UidSet uids, MailboxView view) {
    UidSet.Builder numbers = UidSet.builder();
    view.present(uids).forEach(uid -> numbers.add(view.indexOf(uid) + 1L));
    return numbers.build();
  }
}
