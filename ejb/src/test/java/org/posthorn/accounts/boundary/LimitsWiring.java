package org.posthorn.accounts.boundary;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailstore.QuotaLimits;

/** Limits of accounts as tests want them. */
public final class LimitsWiring {
  private LimitsWiring() {}

  /** No limits. */
  public static Limits unlimited() {
    return of(new ConcurrentHashMap<>());
  }

  /** The limits of this map, by account. */
  public static Limits of(Map<Long, QuotaLimits> limits) {
    return new Limits() {
      @Override
      public QuotaLimits of(long account) {
        return limits.getOrDefault(account, QuotaLimits.NONE);
      }
    };
  }
}
