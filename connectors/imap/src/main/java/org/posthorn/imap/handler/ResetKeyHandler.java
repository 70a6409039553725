package org.posthorn.imap.handler;

import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.ResetKey;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.sasl.Login;

/** RESETKEY. RFC 4467 §7. */
final class ResetKeyHandler implements AuthenticatedHandler<ResetKey> {
  @Override
  public Answer handle(ResetKey command, long account, ImapSession session) {
    Login user = session.login().orElseThrow();
    if (command.mechanisms().stream().anyMatch(each -> !each.equals("INTERNAL"))) {
      return Completion.bad("The mechanism is INTERNAL");
    }
    Optional<String> name = command.mailbox();
    if (name.isEmpty()) {
      session.urlAuthority().reset(user, OptionalLong.empty());
      return Completion.ok("RESETKEY completed");
    }
    Outcome<MailboxList.Mailbox> mailbox = session.mailbox(name.get());
    if (mailbox instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    session.urlAuthority().reset(user, OptionalLong.of(mailbox.result().orElseThrow().id()));
    return Completion.ok("URLMECH INTERNAL", "RESETKEY completed");
  }
}
