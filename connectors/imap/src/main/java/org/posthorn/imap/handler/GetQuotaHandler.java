package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.GetQuota;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Quota;

/** GETQUOTA. RFC 9208 §4.1.1. */
final class GetQuotaHandler implements AuthenticatedHandler<GetQuota> {
  @Override
  public Answer handle(GetQuota command, long account, ImapSession session) {
    Outcome<Quota> quota = session.store().quotas().named(command.root());
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
}
