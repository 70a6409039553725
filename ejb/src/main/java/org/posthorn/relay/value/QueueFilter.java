package org.posthorn.relay.value;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which messages of the outgoing queue are meant: those for which all that is named here holds.
 *
 * @param ids some of these; empty: any
 * @param account the account of the sender
 * @param sender a part of the sender's address; the null sender has none
 * @param recipient a part of the recipient's address
 * @param senderDomain the whole domain of the sender, in Unicode form
 * @param recipientDomain the whole domain of the recipient, in Unicode form; with a dot before it,
 *     those below it
 * @param held whether it is held
 * @param created when it came into the queue
 * @param next when the next attempt is to be made
 */
public record QueueFilter(
    List<Long> ids,
    Optional<Long> account,
    Optional<String> sender,
    Optional<String> recipient,
    Optional<String> senderDomain,
    Optional<String> recipientDomain,
    Optional<Boolean> held,
    Span created,
    Span next) {

  /** Everything. */
  public static final QueueFilter ALL =
      new QueueFilter(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Span.ANY,
          Span.ANY);

  /**
   * A span of time.
   *
   * @param from the first moment that is meant
   * @param before the first that no longer is
   */
  public record Span(Optional<Instant> from, Optional<Instant> before) {
    /** All times. */
    public static final Span ANY = new Span(Optional.empty(), Optional.empty());
  }

  public QueueFilter {
    ids = List.copyOf(ids);
  }

  /** Some messages: at least one. */
  public static QueueFilter of(List<Long> ids) {
    return new QueueFilter(
        ids,
        ALL.account,
        ALL.sender,
        ALL.recipient,
        ALL.senderDomain,
        ALL.recipientDomain,
        ALL.held,
        ALL.created,
        ALL.next);
  }

  /** What a hold rule names. */
  public static QueueFilter of(
      Optional<Long> account, Optional<String> senderDomain, Optional<String> recipientDomain) {
    return new QueueFilter(
        List.of(),
        account,
        ALL.sender,
        ALL.recipient,
        senderDomain,
        recipientDomain,
        ALL.held,
        ALL.created,
        ALL.next);
  }
}
