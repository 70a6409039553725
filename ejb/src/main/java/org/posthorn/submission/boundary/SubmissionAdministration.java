package org.posthorn.submission.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.posthorn.submission.control.GrantMemory;
import org.posthorn.submission.control.SendingLimits;
import org.posthorn.submission.control.SubmissionRows;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingGrantInfo.Kind;
import org.posthorn.submission.value.SendingRules;
import org.posthorn.submission.value.SendingUse;

/** What administrators see and change of what accounts may send. On disk when a call returns. */
@ApplicationScoped
public class SubmissionAdministration {
  @Inject SubmissionRows rows;
  @Inject GrantMemory memory;
  @Inject SendingLimits limits;
  Clock clock = Clock.systemUTC();

  /** What an account may send. */
  public SendingRules rules(long account) {
    return rows.rules(account);
  }

  /** What those may send who have no limits of their own; 0 is no limit. */
  public SendingUse defaults() {
    return limits.defaults();
  }

  /** What an account has sent within 24 hours. */
  public SendingUse use(long account) {
    return limits.use(account);
  }

  /** Changes what an account may send; what it is then. */
  public SendingRules change(long account, UnaryOperator<SendingRules> change) {
    SendingRules rules = change.apply(rows.rules(account));
    rows.set(account, rules);
    memory.forget();
    return rules;
  }

  /** What an account has granted, and has been granted. */
  public List<SendingGrantInfo> grants(long account) {
    return rows.grants(account);
  }

  /** Lets an account write in the name of another; a grant that is there becomes of this kind. */
  public SendingGrantInfo grant(long owner, long delegate, Kind kind) {
    SendingGrantInfo grant = rows.grant(owner, delegate, kind, clock.instant());
    memory.forget();
    return grant;
  }

  /** Takes it back; whether there was such a grant. */
  public boolean revoke(long id) {
    boolean was = rows.revoke(id);
    memory.forget();
    return was;
  }
}
