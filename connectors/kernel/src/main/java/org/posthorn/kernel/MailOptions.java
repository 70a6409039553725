package org.posthorn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client said with MAIL besides the reverse-path, as far as it concerns those who handle the
 * message later.
 *
 * @param utf8 whether SMTPUTF8 was asked for (RFC 6531)
 * @param body which octets the message may consist of (RFC 6152, RFC 3030)
 * @param envelopeId ENVID, decoded: printable ASCII by which the sender knows this transaction in
 *     reports (RFC 3461 §4.4)
 * @param returned RET: how much of the message a report of failure returns (RFC 3461 §4.3)
 * @param requireTls REQUIRETLS: the message goes to no server without TLS that is vouched for (RFC
 *     8689 §2)
 * @param handling how the message is to be handled on its way
 * @param others further words of {@link EnvelopeText}: those that only a later version knows, and
 *     {@link #own()}, {@link #suspect()} and {@link #brief()}
 */
public record MailOptions(
    boolean utf8,
    Body body,
    Optional<String> envelopeId,
    Optional<Returned> returned,
    boolean requireTls,
    Handling handling,
    List<String> others) {

  /** Nothing was said. */
  public static final MailOptions NONE = of(false, Body.SEVEN_BIT);

  private static final String OWN = "own";
  private static final String SUSPECT = "suspect";
  private static final String BRIEF = "brief";

  /** How much of a message is returned to its sender. RFC 3461 §4.3. */
  public enum Returned {
    /** All of it. */
    FULL,
    /** The header only. */
    HDRS
  }

  public MailOptions {
    others = List.copyOf(others);
  }

  /** Without anything to be said of handling. */
  public MailOptions(
      boolean utf8,
      Body body,
      Optional<String> envelopeId,
      Optional<Returned> returned,
      boolean requireTls,
      List<String> others) {
    this(utf8, body, envelopeId, returned, requireTls, Handling.NONE, others);
  }

  /** Without options for reports. */
  public static MailOptions of(boolean utf8, Body body) {
    return new MailOptions(utf8, body, Optional.empty(), Optional.empty(), false, List.of());
  }

  /**
   * Whether the message comes from here: one of our users has submitted it, or it is a report of
   * ours. Only such mail is signed in the name of its author. Never said by clients.
   */
  public boolean own() {
    return others.contains(OWN);
  }

  /** The same for a message that comes from here. */
  public MailOptions asOwn() {
    return with(OWN);
  }

  private MailOptions with(String word) {
    if (others.contains(word)) {
      return this;
    }
    List<String> more = new ArrayList<>(others);
    more.add(word);
    return new MailOptions(utf8, body, envelopeId, returned, requireTls, handling, more);
  }

  /**
   * Whether checks have found that the message is probably not from whom it says, and that it is to
   * be kept apart: it comes to the mailbox for junk. Never said by clients.
   */
  public boolean suspect() {
    return others.contains(SUSPECT);
  }

  /** The same for a message that is to be kept apart. */
  public MailOptions asSuspect() {
    return with(SUSPECT);
  }

  /**
   * Whether few attempts to pass the message on are enough: nobody waits for it, and its address
   * may be made up. Never said by clients.
   */
  public boolean brief() {
    return others.contains(BRIEF);
  }

  /** The same for a message that is tried a few times only. */
  public MailOptions asBrief() {
    return with(BRIEF);
  }

  /** The same with another body. */
  public MailOptions with(Body other) {
    return new MailOptions(utf8, other, envelopeId, returned, requireTls, handling, others);
  }

  /** The same with another handling. */
  public MailOptions with(Handling other) {
    return new MailOptions(utf8, body, envelopeId, returned, requireTls, other, others);
  }

  /** The same with or without REQUIRETLS. RFC 8689 §2 */
  public MailOptions withRequireTls(boolean required) {
    return new MailOptions(utf8, body, envelopeId, returned, required, handling, others);
  }
}
