package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.nodes.boundary.Nodes;

/**
 * Which server serves a webhook. A claim ends when its turn does, or when the server has ended or
 * cannot be at work any more.
 */
@ApplicationScoped
public class HookClaims {
  private static final System.Logger LOG = System.getLogger(HookClaims.class.getName());

  /** Longer than a turn can take. */
  private static final Duration SILENCE = Duration.ofMinutes(12);

  @Inject Nodes nodes;
  @Inject CallRows rows;

  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /** A new one of this server. */
  String begin() {
    String claim = nodes.self() + ":" + UUID.randomUUID();
    running.add(claim);
    return claim;
  }

  /** The turn is over; what is still claimed is released later. */
  void end(String claim) {
    running.remove(claim);
  }

  /** Releases webhooks that nobody serves any more. */
  public void releaseEnded() {
    for (String claim : rows.claims()) {
      if (!running.contains(claim) && over(claim)) {
        rows.release(claim);
        LOG.log(System.Logger.Level.INFO, "event=webhook-claim-released claim={0}", claim);
      }
    }
  }

  private boolean over(String claim) {
    Optional<Long> owner = owner(claim);
    return owner.isEmpty()
        || owner.get() == nodes.self()
        || !nodes.knows(owner.get())
        || nodes.ended(owner.get(), SILENCE);
  }

  private static Optional<Long> owner(String claim) {
    int colon = claim.indexOf(':');
    return colon > 0 && claim.substring(0, colon).matches("[0-9]{1,18}")
        ? Optional.of(Long.parseLong(claim.substring(0, colon)))
        : Optional.empty();
  }
}
