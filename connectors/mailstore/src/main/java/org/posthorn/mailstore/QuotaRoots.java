package org.posthorn.mailstore;

/**
 * What accounts have and may have. Each account has one quota root, named by its main address. RFC
 * 9208 §3.2. Part of {@link AccountStore}.
 */
public interface QuotaRoots {

  /**
   * A quota root by its name: one's own, that of a mailbox which one may read, any for an
   * administrator; else {@link Outcome.Refusal#NOPERM}. RFC 9208 §4.1.1.
   */
  Outcome<Quota> named(String root);

  /** The quota root of a mailbox. Needs {@code r}. RFC 9208 §4.1.2. */
  Outcome<Quota> of(long mailbox);

  /** The account's own quota root. */
  Outcome<Quota> own();

  /**
   * Sets all limits of a quota root, as an administrator; {@link Outcome.Refusal#NOPERM} for
   * others. RFC 9208 §4.1.3.
   *
   * @return the root, after
   */
  Outcome<Quota> change(String root, QuotaLimits limits);

  /**
   * Whether the owner of a mailbox has room now for what is to come there; who puts messages there
   * hears for sure. Never for an account without {@code i}.
   *
   * @param messages how many more there will be
   * @param octets how many more there will be, maybe negative
   */
  boolean hasRoom(long mailbox, long messages, long octets);
}
