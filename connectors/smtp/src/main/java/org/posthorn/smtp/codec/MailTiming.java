package org.posthorn.smtp.codec;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What MAIL says of time, as it was given: most of it counts from when MAIL comes.
 *
 * @param holdFor HOLDFOR: for how many seconds the message is to be kept back (RFC 4865 §4)
 * @param holdUntil HOLDUNTIL: until when; never together with the other (RFC 4865 §4)
 * @param by BY: in which time it is to be delivered (RFC 2852 §4)
 */
public record MailTiming(OptionalLong holdFor, Optional<Instant> holdUntil, Optional<By> by) {

  /** Nothing was said. */
  public static final MailTiming NONE =
      new MailTiming(OptionalLong.empty(), Optional.empty(), Optional.empty());

  /**
   * In which time a message is to be delivered.
   *
   * @param seconds from MAIL on; the time may have passed
   * @param orReturned mode R, otherwise N
   * @param traced T
   */
  public record By(long seconds, boolean orReturned, boolean traced) {}

  /** Whether the message is to be kept back. */
  public boolean holds() {
    return holdFor.isPresent() || holdUntil.isPresent();
  }
}
