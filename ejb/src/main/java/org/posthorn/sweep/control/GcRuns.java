package org.posthorn.sweep.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.posthorn.content.boundary.ContentSegments;
import org.posthorn.kernel.Statistics;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.nodes.value.Lease;
import org.posthorn.sweep.value.GcReport;
import org.posthorn.sweep.value.GcReport.Octets;

/** Runs of the sweep, one at a time among all servers. */
@ApplicationScoped
public class GcRuns {
  private static final System.Logger LOG = System.getLogger(GcRuns.class.getName());
  private static final Duration CLAIM = Duration.ofMinutes(15);
  private static final String DUTY = "content-sweep";
  private static final String OCTETS = "content_octets";

  @Inject ContentSegments segments;
  @Inject MarkPhase marking;
  @Inject GcRows rows;
  @Inject Nodes nodes;
  @Inject Duties duties;

  private final AtomicBoolean here = new AtomicBoolean(); // whether a run is going on

  private final Clock clock = Clock.systemUTC();

  /**
   * The right to make a run.
   *
   * @param lease decides who has it
   * @param claim shows the others that a run is going on, and keeps servers of earlier builds out
   */
  public record Turn(Lease lease, String claim) {}

  /** Takes the work for a run; empty when there is one, or another server does it. */
  public Optional<Turn> claim() {
    Optional<Lease> lease = duties.take(DUTY);
    if (lease.isEmpty() || !here.compareAndSet(false, true)) {
      return Optional.empty();
    }
    Turn turn = new Turn(lease.get(), nodes.self() + ":" + UUID.randomUUID());
    boolean taken = false;
    try {
      releaseEnded();
      taken = renewed(turn);
    } finally {
      here.set(taken);
      if (!taken) {
        duties.release(turn.lease());
      }
    }
    return taken ? Optional.of(turn) : Optional.empty();
  }

  /** Of servers that have ended, and of this one: it makes no other run. */
  private void releaseEnded() {
    rows.claimant()
        .filter(server -> server == nodes.self() || nodes.ended(server, Duration.ZERO))
        .ifPresent(server -> rows.release(server + ":%"));
  }

  private boolean renewed(Turn turn) {
    long now = clock.millis();
    return duties.holds(turn.lease()) && rows.claim(turn.claim(), now, now + CLAIM.toMillis());
  }

  /** Gives it back. */
  public void release(Turn turn) {
    here.set(false);
    try {
      rows.release(turn.claim());
    } finally {
      duties.release(turn.lease()); // an administrator may start the next run on any server
    }
  }

  /** Does a run for which the work was taken. */
  public GcReport run(Turn turn, Duration keep, BooleanSupplier closing) {
    try {
      Throttle pace = new Throttle(() -> renewed(turn), closing);
      GcReport report = new GcRun(segments, marking, rows, pace, clock).run(keep);
      rows.ended(report);
      Statistics.of("content_freed_octets").add(report.octets().freed());
      show(report.octets());
      log(report);
      return report;
    } finally {
      release(turn);
    }
  }

  /** At the start of this server: it does nothing yet, and shows what was known last. */
  public void start() {
    rows.last().map(GcReport::octets).ifPresent(GcRuns::show);
  }

  private static void show(Octets octets) {
    set(Statistics.of(OCTETS, "state", "live"), octets.live());
    set(Statistics.of(OCTETS, "state", "dead"), octets.dead());
  }

  private static void set(LongAdder count, long value) {
    count.reset();
    count.add(value);
  }

  private static void log(GcReport report) {
    LOG.log(
        System.Logger.Level.INFO,
        "event=content-sweep outcome={0} segments={1} deleted={2} rewritten={3} damaged={4}"
            + " missing={5} freed={6} live={7} dead={8}",
        report.outcome(),
        Long.toString(report.segments().examined()),
        Long.toString(report.segments().deleted()),
        Long.toString(report.segments().rewritten()),
        Long.toString(report.segments().damaged()),
        Long.toString(report.segments().missing()),
        Long.toString(report.octets().freed()),
        Long.toString(report.octets().live()),
        Long.toString(report.octets().dead()));
  }
}
