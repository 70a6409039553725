package org.posthorn.filtering.boundary;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.control.FilterRun;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.kernel.Address;
import org.posthorn.threads.Background;

/** The filter of one message. For one thread at a time. */
public final class MessageFilter {
  private final FilterRun examination;
  private final ScheduledExecutorService clock;

  MessageFilter(FilterRun examination, ScheduledExecutorService clock) {
    this.examination = examination;
    this.clock = clock;
  }

  /** Takes the next octets, as the client has sent them. */
  public void show(ByteBuffer octets) {
    examination.show(octets);
  }

  /**
   * Judges it; waits for the database and for DNS.
   *
   * @param authors of the one From field
   * @return completed at once, or when those who are not known have waited
   */
  public CompletableFuture<Judgements> judge(
      CheckResults results, Optional<List<Address>> authors, List<FilterTarget> targets) {
    Judgements judgements = examination.judge(results, authors, targets);
    Duration delay = examination.delay(judgements);
    if (delay.isZero()) {
      return CompletableFuture.completedFuture(judgements);
    }
    CompletableFuture<Judgements> later = new CompletableFuture<>();
    Future<?> end = Background.schedule(clock, "filter", () -> later.complete(judgements), delay);
    return later.whenComplete((any, failure) -> end.cancel(false));
  }

  /** It ended without a message. */
  public void discard() {
    examination.discard();
  }
}
