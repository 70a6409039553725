package org.posthorn.hooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.posthorn.transactions.boundary.Transactions;

/** Counts what waits, and forgets what is done. */
@ApplicationScoped
public class HookUpkeep {
  @Inject CallRows rows;
  @Inject Backlog backlog;
  @Inject ListeningWebhooks listening;
  @Inject Transactions transactions;
  @Inject HookEnvironment environment;

  /** Counts what waits, looks which webhooks there are, and at the clock. */
  public void count() {
    transactions.run(listening::refresh);
    backlog.counted(rows.backlog());
    Instant now = environment.clock().instant();
    rows.bringForward(now.plus(environment.settings().longest()), now);
  }

  /** Deletes what was done long enough ago, in portions. For one server at a time. */
  public void purge() {
    Instant before = environment.clock().instant().minus(environment.settings().keepRetired());
    boolean more = true;
    while (more) {
      more = rows.purge(before);
    }
  }
}
