package org.posthorn.sweep.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.content.boundary.ContentSegments;
import org.posthorn.sweep.control.GcRows;
import org.posthorn.sweep.control.GcRuns;
import org.posthorn.sweep.control.GcRuns.Turn;
import org.posthorn.sweep.value.GcReport;
import org.posthorn.threads.Background;

/**
 * Frees the disk space of messages to which nobody refers any more. Works behind everything else,
 * in small steps; of all servers that share a database one at a time.
 */
@ApplicationScoped
public class ContentGc {
  /** Views of other servers may be as old as an hour: never less than this where there are some. */
  private static final Duration LEAST_SHARED = Duration.ofDays(1);

  @Inject GcRuns work;
  @Inject GcRows rows;
  @Inject ContentSegments segments;
  @Resource ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "posthorn.content.keep-expunged", defaultValue = "P7D")
  Duration keepExpunged;

  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  private final Clock clock = Clock.systemUTC();
  private volatile boolean closing;

  @SuppressWarnings("NullAway.Init") // injected
  public ContentGc() {}

  /** Starts a run as configured; false when one is going on, on whatever server. */
  public boolean start() {
    return start(keepExpunged);
  }

  /**
   * Starts a run.
   *
   * @param keep how long messages to which nobody refers are kept, counted from the run that found
   *     it out; zero frees what this run finds
   * @return false when one is going on, on whatever server
   */
  public boolean start(Duration keep) {
    Optional<Turn> turn = work.claim();
    if (turn.isEmpty()) {
      return false;
    }
    Duration longer = shared && keep.compareTo(LEAST_SHARED) < 0 ? LEAST_SHARED : keep;
    try {
      Background.execute(
          executor, "content-sweep", () -> work.run(turn.get(), longer, () -> closing));
      return true;
    } catch (RejectedExecutionException | Error noThread) {
      work.release(turn.get());
      return false;
    }
  }

  /** Whether a run is going on, on whatever server. */
  public boolean running() {
    return rows.running(clock.millis());
  }

  /** What the last run has brought. */
  public Optional<GcReport> last() {
    return rows.last();
  }

  /** When this server starts. */
  void serverStarts() {
    work.start();
  }

  /** Lets go of files that another server has exchanged or deleted. */
  void closeExchanged() {
    segments.closeExchanged();
  }

  @PreDestroy
  void close() {
    closing = true;
  }
}
