package org.posthorn.mailboxes.control;

import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaUsage;

/** How much more may come to an account. */
final class QuotaAllowance {
  /** Any amount. */
  static final QuotaAllowance UNLIMITED =
      new QuotaAllowance(0, QuotaLimits.NONE, new AccountUsage());

  private final long account;
  private final QuotaLimits limits;
  private final AccountUsage usage;

  QuotaAllowance(long account, QuotaLimits limits, AccountUsage usage) {
    this.account = account;
    this.limits = limits;
    this.usage = usage;
  }

  long account() {
    return account;
  }

  boolean unlimited() {
    return this == UNLIMITED;
  }

  /** Whether so much more has room. */
  boolean fit(long messages, long octets) {
    return fit(new AccountUsage.Sum(0, 0), messages, octets);
  }

  /** Whether so much more has room when something else comes before it. */
  boolean fit(AccountUsage.Sum before, long messages, long octets) {
    if (unlimited()) {
      return true;
    }
    AccountUsage.Sum now = usage.sum();
    return limits.fit(
        new QuotaUsage(now.octets() + before.octets(), now.messages() + before.messages(), 0),
        messages,
        octets);
  }
}
