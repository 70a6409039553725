package org.posthorn.accounts.value;

import java.util.OptionalLong;
import org.posthorn.mailstore.QuotaLimits;

/**
 * The limits that an account has of its own. Without a number the server's default counts; {@link
 * #UNLIMITED} is no limit, whatever the default is.
 */
public record OwnLimits(OptionalLong octets, OptionalLong messages, OptionalLong mailboxes) {
  /** No limit. */
  public static final long UNLIMITED = -1;

  /** Nothing of its own. */
  public static final OwnLimits DEFAULT =
      new OwnLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /** Exactly these, whatever the server's defaults are. */
  public static OwnLimits exactly(QuotaLimits limits) {
    return new OwnLimits(
        OptionalLong.of(limits.octets().orElse(UNLIMITED)),
        OptionalLong.of(limits.messages().orElse(UNLIMITED)),
        OptionalLong.of(limits.mailboxes().orElse(UNLIMITED)));
  }

  /** What counts, with the server's defaults. */
  public QuotaLimits with(QuotaLimits defaults) {
    return new QuotaLimits(
        counting(octets, defaults.octets()),
        counting(messages, defaults.messages()),
        counting(mailboxes, defaults.mailboxes()));
  }

  private static OptionalLong counting(OptionalLong own, OptionalLong preset) {
    if (own.isEmpty()) {
      return preset;
    }
    return own.getAsLong() < 0 ? OptionalLong.empty() : own;
  }
}
