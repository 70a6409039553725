package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Subscribe;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxName;

/** SUBSCRIBE and UNSUBSCRIBE. RFC 9051 §6.3.7, §6.3.8. */
final class SubscribeHandler implements AuthenticatedHandler<Subscribe> {
  @Override
  public Answer handle(Subscribe command, long account, ImapSession session) {
    Optional<MailboxName> name =
        MailboxName.parse(ClientMailboxNames.withoutLastSeparator(command.mailbox()));
    if (name.isEmpty()) {
      return Refusals.badName();
    }
    session.store().folders().subscribe(name.get(), command.subscribed());
    return Completion.ok(command.subscribed() ? "SUBSCRIBE completed" : "UNSUBSCRIBE completed");
  }
}
