package org.posthorn.webapi.admin;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.kernel.Address;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueFilter.Span;
import org.posthorn.webapi.problem.ProblemException;

/** Which messages of the outgoing queue are meant: all that is named has to hold. */
public record QueueFilterBody(
    @Schema(description = "Some of these; at most 1000") Optional<List<Long>> ids,
    @Schema(description = "Any address of the sender's account", example = "u1@a.test")
        Optional<String> account,
    @Schema(description = "A part of the sender's address") Optional<String> sender,
    @Schema(description = "A part of the recipient's address") Optional<String> recipient,
    @Schema(description = "The domain of the sender") Optional<String> senderDomain,
    @Schema(description = "The domain of the recipient") Optional<String> recipientDomain,
    Optional<Boolean> held,
    @Schema(description = "In the queue since then or later", example = "2026-01-31T08:00:00Z")
        Optional<String> createdFrom,
    @Schema(description = "In the queue since before then") Optional<String> createdBefore,
    @Schema(description = "Next attempt then or later") Optional<String> nextFrom,
    @Schema(description = "Next attempt before then") Optional<String> nextBefore) {
  private static final int MAX_IDS = 1000;

  /**
   * What it says to the store.
   *
   * @param accounts finds an account by an address
   */
  QueueFilter toFilter(Function<Address, Optional<Long>> accounts) {
    if (ids.map(List::size).orElse(0) > MAX_IDS) {
      throw ProblemException.badRequest("ids", "must be at most " + MAX_IDS);
    }
    return new QueueFilter(
        ids.orElse(List.of()),
        account.map(address -> account(address, accounts)),
        sender,
        recipient,
        senderDomain.map(name -> domain("senderDomain", name)),
        recipientDomain.map(name -> domain("recipientDomain", name)),
        held,
        new Span(time("createdFrom", createdFrom), time("createdBefore", createdBefore)),
        new Span(time("nextFrom", nextFrom), time("nextBefore", nextBefore)));
  }

  /** The account of an address. */
  static long account(String address, Function<Address, Optional<Long>> accounts) {
    return Address.parse(address)
        .flatMap(accounts)
        .orElseThrow(() -> ProblemException.badRequest("account", "is no address of an account"));
  }

  /** A domain as the queue has it. */
  static String domain(String field, String name) {
    return Address.parse("postmaster@" + name)
        .map(Address::domain)
        .orElseThrow(() -> ProblemException.badRequest(field, "is not a domain"));
  }

  private static Optional<Instant> time(String field, Optional<String> text) {
    try {
      return text.map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw ProblemException.badRequest(field, "must be a time such as 2026-01-31T08:00:00Z");
    }
  }
}
