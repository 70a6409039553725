package org.posthorn.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One recipient of an envelope: the forward-path of RCPT and its parameters.
 *
 * @param address the forward-path
 * @param original ORCPT: the address that the sender gave, before any forwarding (RFC 3461 §4.2)
 * @param notifyOn NOTIFY: of what the sender wants to be told; empty when nothing was said, which
 *     is not {@link Notify#NEVER} (RFC 3461 §4.1)
 * @param validSince RRVS: the message is only for whoever has had the address since then (RFC 7293)
 * @param others options that only a later version knows, as {@link EnvelopeText} has read them
 */
public record Recipient(
    Address address,
    Optional<Original> original,
    Set<Notify> notifyOn,
    Optional<ValidSince> validSince,
    List<String> others) {

  /**
   * Since when the recipient must have had the address. RFC 7293 §3.
   *
   * @param moment the date given
   * @param orRefused whether a server that cannot tell must not get the message, {@code R}
   */
  public record ValidSince(Instant moment, boolean orRefused) {}

  /**
   * An original recipient. RFC 3461 §4.2.
   *
   * @param type of the address, {@code rfc822} or {@code utf-8} (RFC 6533 §3) most times
   * @param address decoded, as its type has it
   */
  public record Original(String type, String address) {}

  /** Of what a sender wants to be told. RFC 3461 §4.1. */
  public enum Notify {
    /** Of nothing; stands alone. */
    NEVER,
    /** When it was delivered. */
    SUCCESS,
    /** When it cannot be delivered. */
    FAILURE,
    /** When it takes unusually long. */
    DELAY
  }

  /** One of whom nothing is said of since when. */
  public Recipient(
      Address address, Optional<Original> original, Set<Notify> notifyOn, List<String> others) {
    this(address, original, notifyOn, Optional.empty(), others);
  }

  public Recipient {
    notifyOn =
        notifyOn.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(notifyOn)); // in the order of the kinds
    others = List.copyOf(others);
  }

  /**
   * Whether the sender is to be told when this happens. Where nothing was said, that is failure and
   * delay. RFC 3461 §4.1.
   */
  public boolean wants(Notify event) {
    return notifyOn.isEmpty()
        ? event == Notify.FAILURE || event == Notify.DELAY
        : notifyOn.contains(event);
  }

  /** The same who must have had the address since then. */
  public Recipient with(ValidSince since) {
    return new Recipient(address, original, notifyOn, Optional.of(since), others);
  }

  /** A recipient of whom nothing else was said. */
  public static Recipient of(Address address) {
    return new Recipient(address, Optional.empty(), Set.of(), List.of());
  }
}
