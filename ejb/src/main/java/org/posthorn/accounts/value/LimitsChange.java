package org.posthorn.accounts.value;

import java.util.Optional;
import java.util.OptionalLong;

/** What is to be different about the limits of an account; what is empty stays as it is. */
public record LimitsChange(
    Optional<OptionalLong> octets,
    Optional<OptionalLong> messages,
    Optional<OptionalLong> mailboxes) {

  /** Nothing. */
  public static final LimitsChange NOTHING =
      new LimitsChange(Optional.empty(), Optional.empty(), Optional.empty());

  /** All of them. */
  public static LimitsChange to(OwnLimits limits) {
    return new LimitsChange(
        Optional.of(limits.octets()),
        Optional.of(limits.messages()),
        Optional.of(limits.mailboxes()));
  }

  /** The limits after it. */
  public OwnLimits applyTo(OwnLimits now) {
    return new OwnLimits(
        octets.orElse(now.octets()),
        messages.orElse(now.messages()),
        mailboxes.orElse(now.mailboxes()));
  }
}
