package org.posthorn.relay.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.nodes.boundary.Nodes;

/**
 * Who works on rows of the outgoing queue. A claim belongs to a server; it ends when the attempt
 * does, or when the server has ended or cannot be at work any more. No clock ends it: one that is
 * set forward during DATA would have the mail sent twice.
 */
@ApplicationScoped
public class Claims {
  /** As {@code claimedUntil}: as long as it is not ended. */
  static final long OPEN = Long.MAX_VALUE / 2;

  private static final System.Logger LOG = System.getLogger(Claims.class.getName());
  private static final Duration SPARE = Duration.ofMinutes(10); // for DNS and the database

  /** So long a listener takes at most for a mail that is fetched. */
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(30);

  @Inject Nodes nodes;
  @Inject Outbox outbox;
  @Inject RelayEnvironment environment;

  private static final long FOR_EVER = Long.MAX_VALUE;

  private final Map<String, Long> running = new ConcurrentHashMap<>(); // until when, in nanoseconds

  /** A new one of this server, for an attempt that begins. */
  String begin() {
    String claim = nodes.self() + ":" + UUID.randomUUID();
    running.put(claim, FOR_EVER);
    return claim;
  }

  /**
   * The same for an attempt that others make, and of whose end they may fail to tell.
   *
   * @param most how long it can take
   */
  String begin(Duration most) {
    String claim = begin();
    running.put(claim, environment.nanos().getAsLong() + most.toNanos());
    return claim;
  }

  /** The attempt is at its end, and does not fail to tell of that. */
  void keep(String claim) {
    running.replace(claim, FOR_EVER);
  }

  private boolean runs(String claim) {
    Long until = running.get(claim);
    return until != null && (until == FOR_EVER || until - environment.nanos().getAsLong() > 0);
  }

  /** The attempt is over; what is still claimed is released later. */
  void end(String claim) {
    running.remove(claim);
  }

  /** How many attempts have one. */
  int count() {
    return running.size();
  }

  /** Releases the rows of attempts that nobody makes any more. */
  void releaseEnded() {
    Duration attempt = environment.settings().attemptLimit();
    Duration longest = attempt.compareTo(LONGEST_FETCH) > 0 ? attempt : LONGEST_FETCH;
    Duration silence = longest.plus(SPARE);
    Map<Long, Boolean> ended = new HashMap<>();
    for (String claim : outbox.claims(OPEN)) {
      boolean over =
          !runs(claim)
              && owner(claim)
                  .map(
                      server ->
                          server == nodes.self()
                              || ended.computeIfAbsent(
                                  server, id -> !nodes.knows(id) || nodes.ended(id, silence)))
                  .orElse(true);
      if (over) {
        outbox.releaseEnded(claim);
        LOG.log(System.Logger.Level.INFO, "event=relay-claim-released claim={0}", claim);
      }
    }
  }

  private static Optional<Long> owner(String claim) {
    int colon = claim.indexOf(':');
    return colon > 0 && claim.substring(0, colon).matches("[0-9]{1,18}")
        ? Optional.of(Long.parseLong(claim.substring(0, colon)))
        : Optional.empty();
  }
}
