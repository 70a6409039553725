package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.command.Authenticated.GetQuota;
import org.posthorn.imap.session.Answer;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.Permission;
import org.posthorn.imap.session.Refusals;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Quota;
import org.posthorn.sasl.Login;

/** GETQUOTA. RFC 9208 §4.1.1. */
final class GetQuotaHandler implements AuthenticatedHandler<GetQuota> {
  @Override
  public Answer handle(GetQuota command, long account, ImapSession session) {
    Login login = session.login().orElseThrow();
    Outcome<Quota> quota =
        shared(command.root(), session.endpoint().mailboxes(account))
            .map(mailbox -> session.endpoint().quotaOf(mailbox.id()))
            .orElseGet(() -> session.endpoint().quota(login, command.root()));
    if (quota instanceof Outcome.Refused<Quota> refused) {
      return refusal(refused.reason());
    }
    QuotaResponse.write(quota.result().orElseThrow(), session.out());
    return Completion.ok("GETQUOTA completed");
  }

  /** Why a quota root is not shown or changed. */
  static Completion refusal(Outcome.Refusal reason) {
    return reason == Outcome.Refusal.NONEXISTENT
        ? Completion.no("NONEXISTENT", "No such quota root")
        : Refusals.of(reason);
  }

  /** A mailbox that is governed by somebody else's root and may be read. */
  private static Optional<MailboxList.Mailbox> shared(String root, MailboxList list) {
    String above = MailboxName.OTHER_USERS.text() + MailboxName.SEPARATOR + root;
    String below = above + MailboxName.SEPARATOR;
    return list.foreign().values().stream()
        .filter(mailbox -> Permission.READ.isIn(mailbox.rights()))
        .filter(mailbox -> mailbox.name().text().startsWith(below))
        .findAny();
  }
}
