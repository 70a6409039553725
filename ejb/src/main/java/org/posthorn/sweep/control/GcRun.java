package org.posthorn.sweep.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.posthorn.content.boundary.ContentSegments;
import org.posthorn.content.boundary.ContentSegments.Listing;
import org.posthorn.database.Outage;
import org.posthorn.sweep.value.GcReport;
import org.posthorn.sweep.value.GcReport.Outcome;

/** One run over all segments: marks and sweeps, in as many passes as the memory asks for. */
final class GcRun {
  private static final System.Logger LOG = System.getLogger(GcRun.class.getName());

  /** So long a message is kept that may belong to an order that cannot be read any more. */
  private static final Duration KEEP_UNKNOWN = Duration.ofDays(30);

  private final ContentSegments segments;
  private final MarkPhase marking;
  private final GcRows rows;
  private final Throttle pace;
  private final Clock clock;
  private final GcCounters tally = new GcCounters();

  GcRun(ContentSegments segments, MarkPhase marking, GcRows rows, Throttle pace, Clock clock) {
    this.segments = segments;
    this.marking = marking;
    this.rows = rows;
    this.pace = pace;
    this.clock = clock;
  }

  /** Does it; what goes wrong is in the report. */
  GcReport run(Duration keep) {
    Instant started = clock.instant();
    Outcome outcome;
    try {
      outcome = isOwner() ? sweep(keep) : Outcome.FOREIGN;
    } catch (Throttle.Stopped e) {
      outcome = Outcome.STOPPED;
    } catch (RuntimeException | StackOverflowError e) {
      Outage.tell(LOG, System.Logger.Level.WARNING, "event=content-sweep-failed", e);
      outcome = Outcome.FAILED;
    }
    return new GcReport(started, clock.instant(), keep, outcome, tally.segments(), tally.octets());
  }

  /** Whether the content belongs to this database: another one would know none of its messages. */
  private boolean isOwner() {
    Optional<String> noted = segments.owner();
    if (noted.isEmpty()) {
      rows.own(UUID.randomUUID().toString());
    }
    Optional<String> own = rows.contentOwner();
    if (noted.isEmpty()) {
      own.ifPresent(segments::noteOwner);
      return true;
    }
    if (!noted.equals(own)) {
      LOG.log(System.Logger.Level.ERROR, "event=content-sweep-refused cause=other-database");
    }
    return noted.equals(own);
  }

  private Outcome sweep(Duration keep) {
    Listing listing = segments.list(rows.now());
    tally.active(listing.active());
    rows.forgetAllBut(listing);
    int first = 1;
    while (first < Integer.MAX_VALUE) {
      long now = clock.millis();
      Optional<LiveOffsets> live = marking.mark(first, pace);
      if (live.isEmpty()) {
        return Outcome.UNCERTAIN;
      }
      int end = live.get().end();
      SortedMap<Integer, Long> resting = listing.resting().subMap(first, end);
      tellMissing(live.get().segments(), listing);
      Duration longer = live.get().hasUnknown() ? longer(keep) : keep;
      new SegmentCleaner(segments, rows, pace, tally, longer).sweep(resting, live.get(), now);
      first = end;
    }
    return Outcome.DONE;
  }

  private static Duration longer(Duration keep) {
    return keep.compareTo(KEEP_UNKNOWN) > 0 ? keep : KEEP_UNKNOWN;
  }

  private void tellMissing(SortedSet<Integer> referred, Listing listing) {
    Set<Integer> resting = listing.resting().keySet();
    int last =
        Math.max(
            resting.stream().mapToInt(n -> n).max().orElse(0),
            listing.others().stream().mapToInt(n -> n).max().orElse(0));
    for (int segment : referred.headSet(last)) {
      if (!resting.contains(segment) && !listing.others().contains(segment)) {
        tally.missing();
        LOG.log(
            System.Logger.Level.ERROR,
            "event=content-missing segment={0}",
            Integer.toString(segment));
      }
    }
  }
}
