package org.posthorn.accounts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.accounts.control.AccountCache;
import org.posthorn.accounts.control.QuotaDefaults;
import org.posthorn.mailstore.QuotaLimits;

/**
 * Tells how much accounts may have, mostly from memory. Needs no transaction. A change is seen at
 * once on this server and told to the others, which see it within ten seconds in any case.
 */
@ApplicationScoped
public class Limits {
  @Inject AccountCache accounts;
  @Inject QuotaDefaults defaults;

  /** What counts for an account; the server's defaults when there is none such. */
  public QuotaLimits of(long account) {
    return accounts.limits(account).with(defaults.limits());
  }
}
