package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Counts what waits, and forgets what is done. */
@ApplicationScoped
public class HookUpkeep {
  @Inject CallRows rows;
  @Inject Backlog backlog;
  @Inject ListeningWebhooks listening;
  @Inject HookEnvironment environment;

  /** Counts what waits, looks which webhooks there are, and at the clock. */
  public void count() {
    listening.reload();
    backlog.counted(rows.backlog());
    Instant now = environment.clock().instant();
    rows.bringForward(now.plus(environment.settings().longest()), now);
  }

  /**
   * Gives up what nobody wants to hear, and deletes what was done long enough ago, in portions. For
   * one server at a time.
   */
  public void purge() {
    Instant now = environment.clock().instant();
    boolean overdue = true;
    while (overdue) {
      overdue = rows.giveUp(now.minus(environment.settings().keepWaiting()), now);
    }
    Instant before = now.minus(environment.settings().keepRetired());
    boolean more = true;
    while (more) {
      more = rows.purge(before);
    }
  }
}
