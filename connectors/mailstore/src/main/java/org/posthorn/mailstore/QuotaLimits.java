package org.posthorn.mailstore;

import java.util.OptionalLong;

/**
 * How much of each resource an account may have; without a number there is no limit. RFC 9208 §5.
 *
 * @param octets of all messages together
 * @param messages how many messages
 * @param mailboxes how many mailboxes, INBOX among them
 */
public record QuotaLimits(OptionalLong octets, OptionalLong messages, OptionalLong mailboxes) {

  /** No limit at all. */
  public static final QuotaLimits NONE =
      new QuotaLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /** Whether there is a limit to what may be stored in mailboxes. */
  public boolean boundMessages() {
    return octets.isPresent() || messages.isPresent();
  }

  /**
   * Whether there is room for more messages. What does not become more always has room, so that who
   * is above a limit can still make it less.
   *
   * @param used what there is
   * @param addedMessages how many more, maybe negative
   * @param addedOctets how many octets more, maybe negative
   */
  public boolean fit(QuotaUsage used, long addedMessages, long addedOctets) {
    return below(messages, used.messages(), addedMessages)
        && below(octets, used.octets(), addedOctets);
  }

  /** These limits and so many per cent more of what is in mailboxes, rounded up. */
  public QuotaLimits withGrace(int percent) {
    return new QuotaLimits(raised(octets, percent), raised(messages, percent), mailboxes);
  }

  private static OptionalLong raised(OptionalLong limit, int percent) {
    if (limit.isEmpty()) {
      return limit;
    }
    long value = limit.getAsLong();
    long more = value / 100 * percent + (value % 100 * percent + 99) / 100;
    return OptionalLong.of(more > Long.MAX_VALUE - value ? Long.MAX_VALUE : value + more);
  }

  /** Whether there is room for more mailboxes. */
  public boolean fitMailboxes(long used, long added) {
    return below(mailboxes, used, added);
  }

  private static boolean below(OptionalLong limit, long used, long added) {
    return limit.isEmpty() || added <= 0 || added <= limit.getAsLong() - used;
  }
}
