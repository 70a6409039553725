package org.posthorn.imap.handler;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.SetQuota;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;

/** SETQUOTA: what is not named has no limit any more. RFC 9208 §4.1.3. */
final class SetQuotaHandler implements AuthenticatedHandler<SetQuota> {
  private static final Set<String> RESOURCES = Set.of("STORAGE", "MESSAGE", "MAILBOX");
  private static final long MOST_UNITS = Long.MAX_VALUE / QuotaResponse.STORAGE_UNIT;

  @Override
  public Answer handle(SetQuota command, long account, ImapSession session) {
    boolean known = RESOURCES.containsAll(command.limits().keySet());
    Outcome<Quota> quota =
        known
            ? session.store().quotas().change(command.root(), limits(command))
            : Outcome.refused(Outcome.Refusal.CANNOT); // RFC 9208 §3.1.1
    if (quota instanceof Outcome.Refused<Quota> refused) {
      return GetQuotaHandler.refusal(refused.reason());
    }
    QuotaResponse.write(quota.result().orElseThrow(), session.out());
    return Completion.ok("SETQUOTA completed");
  }

  private static QuotaLimits limits(SetQuota command) {
    OptionalLong units = limit(command.limits(), "STORAGE");
    OptionalLong octets =
        units.isPresent()
            ? OptionalLong.of(Math.min(units.getAsLong(), MOST_UNITS) * QuotaResponse.STORAGE_UNIT)
            : OptionalLong.empty();
    return new QuotaLimits(
        octets, limit(command.limits(), "MESSAGE"), limit(command.limits(), "MAILBOX"));
  }

  private static OptionalLong limit(Map<String, Long> limits, String resource) {
    Long limit = limits.get(resource);
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
  }
}
