package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Create;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.SpecialUse;

/** CREATE. RFC 9051 §6.3.4, RFC 6154 §3, RFC 8474 §4.1. */
final class CreateHandler implements AuthenticatedHandler<Create> {
  @Override
  public Answer handle(Create command, long account, ImapSession session) {
    String written = ClientMailboxNames.withoutLastSeparator(command.mailbox());
    Optional<MailboxName> name = MailboxName.parse(written);
    if (name.isEmpty()) {
      return Refusals.badName();
    }
    Optional<SpecialUse> use = command.uses().stream().findFirst().flatMap(SpecialUse::of);
    if (command.uses().size() > 1 || use.isEmpty() && !command.uses().isEmpty()) {
      return Refusals.of(Outcome.Refusal.USEATTR);
    }
    Outcome<MailboxList.Mailbox> outcome = session.store().folders().create(name.get(), use);
    if (outcome instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    OldName.tell(written, name.get(), "", session);
    String code = outcome.result().map(ClientMailboxNames::mailboxIdCode).orElse("");
    return Completion.ok(code, "CREATE completed");
  }
}
