package org.posthorn.sweep.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.posthorn.content.boundary.ContentSegments;
import org.posthorn.kernel.Statistics;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.sweep.boundary.SweepReport;
import org.posthorn.sweep.boundary.SweepReport.Octets;

/** Runs of the sweep, one at a time among all servers. */
@ApplicationScoped
public class SweepWork {
  private static final System.Logger LOG = System.getLogger(SweepWork.class.getName());
  private static final Duration CLAIM = Duration.ofMinutes(15);
  private static final String OCTETS = "content_octets";

  @Inject ContentSegments segments;
  @Inject Marking marking;
  @Inject SweepRows rows;
  @Inject Nodes nodes;

  private final Clock clock = Clock.systemUTC();

  /** Claims the work for a run; empty when there is one, on whatever server. */
  public Optional<String> claim() {
    String claim = nodes.self() + ":" + UUID.randomUUID();
    return renewed(claim) ? Optional.of(claim) : Optional.empty();
  }

  private boolean renewed(String claim) {
    long now = clock.millis();
    return rows.claim(claim, now, now + CLAIM.toMillis());
  }

  /** Gives a claim back. */
  public void release(String claim) {
    rows.release(claim);
  }

  /** Does a run for which the work was claimed. */
  public SweepReport run(String claim, Duration keep, BooleanSupplier closing) {
    try {
      Pace pace = new Pace(() -> renewed(claim), closing);
      SweepReport report = new SweepRun(segments, marking, rows, pace, clock).run(keep);
      rows.ended(report);
      Statistics.of("content_freed_octets").add(report.octets().freed());
      show(report.octets());
      log(report);
      return report;
    } finally {
      rows.release(claim);
    }
  }

  /** At the start of this server: it does nothing yet, and shows what was known last. */
  public void start() {
    rows.release(nodes.self() + ":%");
    rows.last().map(SweepReport::octets).ifPresent(SweepWork::show);
  }

  private static void show(Octets octets) {
    set(Statistics.of(OCTETS, "state", "live"), octets.live());
    set(Statistics.of(OCTETS, "state", "dead"), octets.dead());
  }

  private static void set(LongAdder count, long value) {
    count.reset();
    count.add(value);
  }

  private static void log(SweepReport report) {
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
