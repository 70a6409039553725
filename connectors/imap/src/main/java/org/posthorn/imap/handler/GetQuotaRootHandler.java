package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.GetQuotaRoot;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Quota;

/** GETQUOTAROOT, also of mailboxes that could be created. RFC 9208 §4.1.2. */
final class GetQuotaRootHandler implements AuthenticatedHandler<GetQuotaRoot> {
  @Override
  public Answer handle(GetQuotaRoot command, long account, ImapSession session) {
    Optional<MailboxName> name =
        MailboxName.parse(ClientMailboxNames.withoutLastSeparator(command.mailbox()));
    if (name.isEmpty()) {
      return Refusals.badName();
    }
    Outcome<Quota> quota = quota(name.get(), session);
    if (quota instanceof Outcome.Refused<Quota> refused) {
      return Refusals.of(refused.reason());
    }
    Quota root = quota.result().orElseThrow();
    Responses out = session.out().text("* QUOTAROOT ").mailbox(name.get());
    out.space().astring(root.root()).crlf();
    QuotaResponse.write(root, out);
    return Completion.ok("GETQUOTAROOT completed");
  }

  private static Outcome<Quota> quota(MailboxName name, ImapSession session) {
    Optional<MailboxList.Mailbox> governed =
        governed(name, session.store().folders().list()).filter(MailboxList.Mailbox::foreign);
    if (governed.isPresent()) {
      return session.store().quotas().of(governed.get().id());
    }
    return name.isForeign()
        ? Outcome.refused(Outcome.Refusal.NONEXISTENT)
        : session.store().quotas().own();
  }

  /** The mailbox with a name, or the nearest above, whose owner its owner would be. */
  private static Optional<MailboxList.Mailbox> governed(MailboxName name, MailboxList list) {
    return list.find(name)
        .or(
            () ->
                name.parents().stream()
                    .flatMap(parent -> list.find(parent).stream())
                    .reduce((outer, inner) -> inner));
  }
}
